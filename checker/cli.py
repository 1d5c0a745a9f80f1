"""The command line: arguments in, the pipeline, an exit code out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import __version__
from checker.answers import keep_help
from checker.arguments import as_meant
from checker.classes import replace
from checker.errors import ClosureCheckError, UsageError
from checker.files import put, read_named
from checker.folders import nearest
from checker.options import (
    STAGES,
    cache_options,
    color_option,
    completed_by,
    history_options,
    judging_options,
    over_option,
    past_options,
    policy_options,
    pull_request_option,
    reach_options,
    run_options,
    said,
)
from checker.output import (
    Told,
    folder_in,
    is_colored,
    outputs_of,
    progress,
    read_output,
    tell_rendered,
    tell_report,
    terminal_width,
    write_report,
)
from checker.replay import COMPLETE_VARIABLE
from checker.request import day_of, earlier, judged, options_of, own_cases, saved_or_judged
from checker.sources.repository import whole_tree
from checker.streams import OutputError, give_up_output, tell, wipe
from checker.witness import looked_for

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


SCHEMAS = ("policy", "cases", "report", "verification", "history", "trial")


def run() -> None:
    """The command, with its exit code: 2 for what the caller has to mend, and never a traceback for that."""
    if os.environ.get(COMPLETE_VARIABLE):
        from checker.completion import answer

        sys.exit(answer(main))
    try:
        # click's own `main` would turn a closed pipe into exit code 1, which is a verdict.
        with main.make_context("closure-check", as_meant(sys.argv[1:])) as context:
            code = main.invoke(context)
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except click.ClickException as error:
        tell(_told(error))
        code = 2
    except ClosureCheckError as error:
        if isinstance(error, OutputError):
            give_up_output()
        tell(str(error))
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: click.ClickException) -> str:
    """What click says of a mistake, with the usage of the command."""
    said = io.StringIO()
    error.show(said)
    return said.getvalue().rstrip("\n")


_OWN_OPTIONS = ("--help", "-h", "--version")


class _Helpful(click.Command):
    """A command whose help is at hand the next time."""

    def get_help(self, ctx: click.Context) -> str:
        text = super().get_help(ctx)
        keep_help(sys.argv[1:], f"{text}\n")
        return text


class _HelpfulGroup(_Helpful, click.Group):
    """A group of such commands."""

    command_class = _Helpful
    group_class = type


_ELSEWHERE = {"fleet": "checker.fleet.command"}
"""Commands that are imported when somebody asks for them, each with its module."""


class DefaultCommand(_HelpfulGroup):
    """A group in which `check` is meant when no command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _ELSEWHERE:
            found: click.Command = getattr(import_module(_ELSEWHERE[cmd_name]), cmd_name)
            return found
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Of a line that is still typed, the first word may become a command.
        is_begun = bool(args) or not ctx.resilient_parsing
        if is_begun and (not args or (args[0] not in self._names and args[0] not in _OWN_OPTIONS)):
            if args and not ctx.resilient_parsing:
                self._refuse_slip(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Its commands, and what `check` takes."""
        with check.make_context("check", [], parent=ctx, resilient_parsing=True) as context:
            own = [one.value for one in super().shell_complete(ctx, incomplete)]
            further = [one for one in check.shell_complete(context, incomplete) if one.value not in own]
        return [*super().shell_complete(ctx, incomplete), *further]

    @property
    def _names(self) -> list[str]:
        return [*self.commands, *_ELSEWHERE]

    def _refuse_slip(self, word: str) -> None:
        """Raises UsageError for what is nearly a command; the name of a folder or file that is there is a path."""
        if not word.replace("-", "").isalpha() or word.startswith("-"):
            return
        looked_for(Path(word))
        if os.path.lexists(word):
            return
        from checker.text.titles import nearest

        near = nearest(word, self._names)
        if near is not None:
            raise UsageError(f"there is no command and no folder `{word}`; did you mean `{near}`?")


@click.group(cls=DefaultCommand, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="closure-check")
def main() -> None:
    """Judge a repository against a policy of success criteria, with evidence.

    Without a command, `check` is meant. Exit codes: 0 every criterion is met, 1 something is not met, 2 the policy or
    the command is wrong, 3 something could not be decided.
    """


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@run_options
@reach_options
@click.option(
    "-r",
    "--recursive",
    is_flag=True,
    help="Judge every folder at PATH and below that has a .closure-check.yaml, each by its own.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="ID",
    shell_complete=completed_by("criteria"),
    help="Judge this criterion alone. Repeatable.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="text, compact, json, jsonl, csv, markdown, html, pdf, sarif, sarif-full, junit, junit-gitlab, github, "
    "gitlab, tap, oscal or shields, to the output or to a file; plugins may add more. Repeatable.  [default: text]",
)
@click.option("--no-ci", is_flag=True, help="No annotations and no job summary by themselves in GitHub Actions.")
@click.option("-q", "--quiet", is_flag=True, help="Two lines for each finding, then the verdict, as for a hook.")
@click.option("-v", "--verbose", is_flag=True, help="Every criterion with every observation, of what is met too.")
def check(
    *,
    paths: tuple[str, ...],
    formats: Sequence[str],
    quiet: bool,
    verbose: bool,
    no_ci: bool,
    recursive: bool,
    **given: Any,
) -> int:
    """Judge PATH against policies; without PATH, the folder in which you are.

    What is judged is the folder with the nearest .closure-check.yaml, upwards to the root of the repository. Several
    are judged one after the other, each by its own settings; the exit code is that of the worst.
    """
    outputs = [read_output(one) for one in formats or ("text",)]
    told = Told(outputs, given["color"], quiet=quiet, verbose=verbose, announced=not no_ci)
    if recursive or len(paths) > 1:
        from checker.several import check_each

        return check_each(paths, given, told, progress(), recursive=recursive)
    report = judged(nearest(paths[0] if paths else None, given), given, progress())
    tell_report(report, told)
    return report.exit_code


@main.command("report")
@click.argument("path", required=False, metavar="[PATH]")
@run_options
@reach_options
@click.option("--format", "format_", type=click.Choice(("html", "pdf")), help="[default: by the name of FILE, or html]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the page goes, `-` for the output.  [default: closure-report.html]",
)
@click.option(
    "--since",
    multiple=True,
    metavar="FILE|REV",
    help="An earlier report in JSON, or a revision: the page tells what changed since the last of them. Repeatable.",
)
@click.option(
    "--over",
    callback=said,
    metavar="A..B",
    help="The commits of which the page shows how it went, as `history` judges them.",
)
def report_(
    path: str | None,
    format_: str | None,
    output: Path | None,
    since: tuple[str, ...],
    over: str | None,
    **given: Any,
) -> int:
    """Write the page for the sign-off meeting: go or no-go, who has to do what, who signed, and the evidence.

    It is one file that asks for nothing over the network, and prints on two sheets. With `--at HEAD`, every place is
    linked to its line at the judged commit. The exit code is that of `check`.
    """
    from checker.messages.findings import summary
    from checker.messages.summary import VERDICT_WORDS
    from checker.model.report import RenderOptions

    format_ = format_ or ("pdf" if output is not None and output.suffix.lower() == ".pdf" else "html")
    target = None if output == Path("-") else output or Path(f"closure-report.{format_}")
    folder = nearest(path, given)
    report = judged(folder, given, progress())
    options = RenderOptions(folder=folder_in(report), earlier=tuple(earlier(since, folder, given, progress())))
    if over is not None:
        from checker.timeline.ask import timeline_beside

        options = replace(options, timeline=timeline_beside(folder, given, over, progress()))
    write_report(report, format_, target, options, given["color"])
    click.echo(f"{VERDICT_WORDS[report.verdict]}  {summary(report)}", err=target is None)
    return report.exit_code


@main.command("history")
@click.argument("path", required=False, metavar="[PATH]")
@over_option
@click.option(
    "--every",
    type=click.Choice(("commit", "day", "week", "tag")),
    default="commit",
    show_default=True,
    help="Tell the last commit of every day or week, or those with a tag; the last of all is always told.",
)
@click.option(
    "--own-policy",
    is_flag=True,
    help="Judge each commit by the policies and settings that it has itself, and not by those of today.",
)
@history_options
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="text, json, csv, svg (the picture by itself) or html, to the output or to a file. Repeatable.  "
    "[default: text]",
)
@click.option("-v", "--verbose", is_flag=True, help="Every turn, every criterion and all that is open.")
def history_(path: str | None, formats: tuple[str, ...], verbose: bool, **given: Any) -> int:  # noqa: FBT001
    """Say what was met when over a range of commits, who broke or mended what, and since when what is open is open.

    Each commit is judged as of its own day, along first parents. The exit code is that of `check` for the last one; 130
    where it was interrupted, after what is known until then was told.
    """
    from checker.reports.timeline import FORMS, render
    from checker.timeline.ask import timeline

    outputs = outputs_of(formats, FORMS)
    found = timeline(nearest(path, given), given, progress())
    tell_rendered(outputs, given["color"], verbose=verbose, render=lambda form, options: render(form, found, options))
    return found.exit_code


@main.command("try")
@click.argument("policy", metavar="POLICY", shell_complete=completed_by("policies"))
@click.argument("path", required=False, metavar="[PATH]")
@over_option
@past_options
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="text, json or csv. Repeatable.  [default: text]",
)
@click.option("-v", "--verbose", is_flag=True, help="Every commit with all that it brought.")
def try_(policy: str, path: str | None, formats: tuple[str, ...], verbose: bool, **given: Any) -> int:  # noqa: FBT001
    """Say what POLICY would have stopped over a range of commits: which ones, whose, and what they brought.

    A commit is stopped for what is not met with it and was not there before, as with `check --no-worse-than`. Exit
    codes: 0 none would have been stopped, 1 some would, 3 something could not be decided, 130 it was interrupted.
    """
    from checker.reports.timeline import TRIAL_FORMS, render_trial
    from checker.timeline.ask import timeline, trial_of

    outputs = outputs_of(formats, TRIAL_FORMS)
    found = timeline(path, given | trial_of(policy), progress(), with_brought=True)
    tell_rendered(
        outputs, given["color"], verbose=verbose, render=lambda form, options: render_trial(form, found, options)
    )
    return found.trial_code


@main.command("init")
@click.argument("path", required=False, metavar="[PATH]")
@click.option(
    "--issues", type=click.Path(path_type=Path), metavar="FILE", help="What the tracker says, as for `check`."
)
@click.option("--as-of", metavar="DATE", help="The day as of which is judged, YYYY-MM-DD.  [default: today, UTC]")
@click.option("--dry-run", is_flag=True, help="Show the policy and what would be written; write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before writing.")
def init_(path: str | None, issues: Path | None, as_of: str | None, dry_run: bool, yes: bool) -> int:  # noqa: FBT001
    """Write a first policy for PATH, with settings, hook and gate.

    Each criterion holds as the repository is, or stands there as a comment with the reason. On a terminal it shows what
    it will write and asks first; in a pipe it writes and tells. A file that is there is never overwritten.
    """
    from checker.drafting.begin import beginning, told, write
    from checker.sources import open_source

    progress()("reading the repository")
    source = open_source(Path(path) if path else None, "worktree")
    begun = beginning(source, day_of(as_of), issues)
    wipe()
    asked = not yes and not dry_run and sys.stdin.isatty() and sys.stdout.isatty()
    if dry_run or asked:
        click.echo("".join(f"── {one.path}\n{one.text}\n" for one in begun.files), nl=False)
    if asked:
        click.echo("\n".join(told(begun, is_written=False)))
        if not begun.files or not click.confirm("Write these files?", default=True):
            return 0
    if not dry_run:
        write(begun)
    if not asked:
        click.echo("\n".join(told(begun, is_written=not dry_run)))
    return 0


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="POLICY", help="Where the policy goes.")
def derive(files: tuple[Path, ...], output: Path | None) -> int:
    """Draft a policy from an agreement: an RFC, a checklist, a form, a finished example.

    FILE is Markdown; what belongs together is read as one text. The policy goes to the output, or to a file that is not
    there yet. What could not be derived stands in it as a comment.
    """
    from checker.drafting.agreement.derive import derived
    from checker.drafting.begin import place_in_tree, refuse_existing
    from checker.drafting.writing import policy_text

    if output is not None:
        refuse_existing(output)
    read = {place_in_tree(one): read_named(one, "derive from less") for one in files}
    draft = derived(read, whole_tree())
    text = policy_text(draft)
    if output is None:
        click.echo(text, nl=False)
        return 0
    put(text, output, inside=whole_tree(), with_folder=True)
    click.echo(f"{output}: {len(draft.standing)} criteria, {len(draft.commented)} more to finish")
    return 0


@main.command()
@click.argument("path", required=False, metavar="[PATH]")
@policy_options
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
def scaffold(path: str | None, dry_run: bool, **given: Any) -> int:  # noqa: FBT001
    """Write the documents that the policies ask for, with `TBD` wherever a person has to write.

    A file that is there is never overwritten. What no file can give is told: the tracker, what git knows, commands.
    """
    from checker.drafting.lay_out import laid_out, told, write
    from checker.gate.trust import ruled
    from checker.pipeline import load_policies
    from checker.sources import open_source

    source = open_source(Path(path) if path else None, "worktree")
    plan = laid_out(load_policies(ruled(source, given | {"path": path}).policies, source), source)
    if dry_run:
        click.echo("".join(f"── {one}\n{text}\n" for one, text in plan.files), nl=False)
    else:
        write(plan)
    click.echo("\n".join(told(plan, is_written=not dry_run)))
    return 0


@main.command()
@click.argument("id_", metavar="ID", shell_complete=completed_by("criteria"))
@click.argument("path", required=False, metavar="[PATH]")
@run_options
@reach_options
def explain(id_: str, path: str | None, **given: Any) -> int:
    """Say for one criterion what was selected, what was compared and what came out."""
    from checker.model.report import RenderOptions
    from checker.reports.explain import render

    report = judged(nearest(path, given), given | {"only": (id_,)}, progress())
    color = is_colored(given["color"], None)
    click.echo(render(report, RenderOptions(color=color, width=terminal_width(), verbose=True)), nl=False, color=color)
    return report.exit_code


@main.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.argument("path", required=False, metavar="[PATH]")
@judging_options
@reach_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json", "markdown", "html")),
    default="text",
    show_default=True,
    help="html is a page that asks for nothing over the network, markdown a comment on a pull request.",
)
@click.option("-v", "--verbose", is_flag=True, help="What was mended in what was met since, too.")
def diff(before: str, after: str, path: str | None, format_: str, verbose: bool, **given: Any) -> int:  # noqa: FBT001
    """Say what was met since, what broke and what is new, from BEFORE to AFTER.

    Each is a saved JSON report, or `worktree`, `index` or a revision at which PATH is judged now. Exit codes: 0 nothing
    got worse; 1 something broke, is newly open, has more findings, or is no longer asked for.
    """
    from checker.messages.comparison import compare
    from checker.model.report import RenderOptions
    from checker.reports.diff import render

    path = nearest(path, given)
    first, second = (saved_or_judged(one, path, given, progress()) for one in (before, after))
    comparison = compare(first, second)
    color = is_colored(given["color"], None)
    options = RenderOptions(color=color, width=terminal_width(), verbose=verbose)
    click.echo(render(format_, comparison, options), nl=False, color=color)
    return int(comparison.is_worse)


@main.command("verify")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option("--at", callback=said, metavar="REV", help="The commit, tag or branch of which the report has to be.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="FILE",
    help="Where the policy is that the caller had named, if not under that name. Repeatable, in their order.",
)
@click.option(
    "--issues",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file with the issues, if it is not where the report says; or one that stands for a live tracker.",
)
@click.option(
    "--waivers", type=click.Path(path_type=Path), metavar="FILE", help="The waivers that the caller had handed over."
)
@click.option("--allow-commands", is_flag=True, help="Run the programs again that were run for the report.")
@click.option("--allow-foreign-owner", is_flag=True, help="Read a repository that belongs to another user.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
@color_option
def verify_(report: Path, path: Path | None, format_: str, color: str, **given: Any) -> int:
    """Say whether the JSON report in REPORT is so: judge again what it was made from, and show every difference.

    PATH is a clone of the repository, without it the one in which you are. Nothing that earlier runs kept is believed,
    and no tracker is asked. Exit codes: 0 it is so, 1 it differs, 2 it cannot be asked, 3 something could not be looked
    at, such as what a live tracker said.
    """
    from checker.model.report import RenderOptions
    from checker.verify import verify
    from checker.verify.json import render as render_json
    from checker.verify.text import render

    verification = verify(report, path, given, progress())
    is_painted = is_colored(color, None)
    options = RenderOptions(color=is_painted, width=terminal_width())
    text = render(verification, options) if format_ == "text" else render_json(verification)
    click.echo(text, nl=False, color=is_painted)
    return verification.exit_code


@main.command("list")
@click.argument("path", required=False, metavar="[PATH]")
@policy_options
def list_(path: str | None, **given: Any) -> int:
    """List the criteria of the policies, in their order."""
    from checker.gate.trust import ruled
    from checker.pipeline import load_policies
    from checker.sources import open_source

    path = nearest(path, given)
    source = open_source(Path(path) if path else None, "worktree")
    for policy in load_policies(ruled(source, given | {"path": path}).policies, source):
        click.echo(" · ".join(filter(None, [policy.id, policy.info.title])))
        width = max(len(one.heading.id) for one in policy.criteria)
        for one in policy.criteria:
            about = one.heading
            severity = "" if about.severity == "error" else f" ({about.severity.value})"
            click.echo(f"  {about.stage.value:<8} {about.id:<{width}}  {about.title}{severity}")
    return 0


@main.command()
@click.argument("policies", nargs=-1, required=True, metavar="POLICY…")
@cache_options
@click.option("--digest", is_flag=True, help="Print the digests of all their files instead, and of the whole.")
def lint(policies: tuple[str, ...], digest: bool) -> int:  # noqa: FBT001
    """Check policies: every mistake with its place and the nearest valid name.

    A file that ends in `.cases.yaml` is checked as the cases of the policy beside it, one that ends in `.lock.yaml`
    as the lock of what comes from elsewhere: every file of it must be what it says. `waivers.yaml` holds waivers.
    """
    if digest:
        from checker.gate.trust import digest_lines

        click.echo("\n".join(digest_lines(policies)))
        return 0
    from checker.cases.find import find_suite, is_cases, policy_of
    from checker.errors import PolicyError
    from checker.gate.vendor import checked_lock
    from checker.policy.load import load_policy
    from checker.policy.rules import find_policy
    from checker.policy.vendored import is_lock
    from checker.policy.waivers import is_waivers, read_waivers

    code = 0
    from checker.piped import called

    for given in policies:
        name = called(given)
        try:
            if is_cases(name):
                said = f"{len(find_suite(policy_of(name)).cases)} cases"
            elif is_waivers(name):
                said = f"{len(read_waivers(name, read_named(Path(name), 'name another file')))} waivers"
            elif is_lock(name):
                said = f"{checked_lock(name)} files from elsewhere"
            else:
                found = find_policy(given)
                said = f"{len(load_policy(found.name, found.data, found.beside, whole_tree()).criteria)} criteria"
        except PolicyError as error:
            count = len(error.mistakes)
            click.echo(f"{error}\n{name}: {count} mistake{'s' if count > 1 else ''}", err=True)
            code = 2
        else:
            click.echo(f"{name}: {said}, no mistakes")
    return code


@main.command("test")
@click.argument("policies", nargs=-1, metavar="[POLICY]…")
@click.option(
    "--only",
    multiple=True,
    metavar="ID|TEXT",
    help="Only cases that name this criterion, or have this in their own name. Repeatable.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 also when a criterion was never seen to fail.")
@cache_options
@click.option("--format", "format_", type=click.Choice(("text", "json", "junit")), default="text", show_default=True)
@click.option("-v", "--verbose", is_flag=True, help="Every case, and not only what is not as expected.")
def test_(policies: tuple[str, ...], only: tuple[str, ...], strict: bool, format_: str, verbose: bool) -> int:  # noqa: FBT001
    """Judge the cases beside policies, NAME.cases.yaml beside NAME.yaml, and compare what comes out.

    Without POLICY, those are meant that `.closure-check.yaml` names. Exit codes: 0 all is as expected, 1 something is
    not, 2 a policy, its cases or the command is wrong.
    """
    from checker.cases.run import run_cases

    text, code = run_cases(policies or own_cases(), only, format_, strict=strict, verbose=verbose)
    click.echo(text, nl=False)
    return code


@main.command("vendor")
@click.argument("source", metavar="SOURCE")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--at", default="HEAD", show_default=True, metavar="REV", help="The commit, tag or branch of SOURCE.")
@click.option(
    "--into", default="", metavar="FOLDER", help="Where they go.  [default: .closure-check/vendor/ and SOURCE's name]"
)
def vendor_(source: str, files: tuple[str, ...], at: str, into: str) -> int:
    """Bring policies of another repository, and what they build on, into this one.

    SOURCE is a clone on disk or an address, which is fetched from; nothing else ever fetches. The lock,
    `.closure-check/vendor.lock.yaml`, says of every file where it comes from and what it has to be.
    """
    from checker.gate.vendor import vendor

    for one in vendor(source, files, at, into):
        click.echo(f"{one.entry.digest}  {one.path}")
    return 0


@main.command()
@click.argument("path", required=False, metavar="[PATH]")
@cache_options
@click.option("--allow-foreign-owner", is_flag=True, help="Read a repository that belongs to another user.")
def doctor(path: str | None, allow_foreign_owner: bool) -> int:  # noqa: FBT001
    """Say what would let a change past the gate: in workflows, pipelines, hooks and settings.

    Each is told with its place and what to do instead. Exit codes: 0 nothing was found, 1 something was.
    """
    from checker.doctor import examine
    from checker.sources import open_source
    from checker.text.display import visible

    found = examine(open_source(Path(path) if path else None, "worktree", allow_foreign_owner=allow_foreign_owner))
    for one in found.advice:
        click.echo(visible(str(one)))
    looked_at = f"{len(found.files)} file{'' if len(found.files) == 1 else 's'} looked at"
    if found.advice:
        ways = f"{len(found.advice)} way{'' if len(found.advice) == 1 else 's'}"
        click.echo(f"{looked_at}; {ways} past the gate")
        return 1
    click.echo(f"{looked_at}; no way past the gate")
    return 0


@main.command("waive")
@click.argument("criterion", metavar="CRITERION")
@click.argument("place", required=False, default="", metavar="[FILE:LINE]")
@click.option("--path", default=None, metavar="PATH", help="What is judged.  [default: the repository around]")
@run_options
@reach_options
@click.option("--reason", required=True, help="Why it may stay for now.")
@click.option("--issue", required=True, help="Where it is followed up, such as `#81`.")
@click.option("--owner", required=True, help="Who sees to it that it does not stay.")
@click.option("--approved-by", required=True, help="Who accepts it: one of those whom the policy names.")
@click.option("--approved", metavar="DATE", help="The day on which that is done.  [default: the day that is judged]")
@click.option("--until", required=True, metavar="DATE", help="The last day on which it holds, YYYY-MM-DD.")
@click.option("--id", "id_", default="", metavar="ID", help="What it is called.  [default: the next of W-1, W-2 …]")
@click.option("--write", is_flag=True, help="Write it to `.closure-check/waivers.yaml`.")
def waive_(criterion: str, place: str, path: str | None, write: bool, **given: Any) -> int:  # noqa: FBT001
    """Write a waiver for one finding of CRITERION: shown first, and with --write added to the file.

    Exit codes: 0 it holds as it is written, 1 somebody else has to approve it, or the policy does not allow it.
    """
    from checker.waive import waive

    text, why = waive(criterion, place, nearest(path, given), given, progress(), write=write)
    click.echo(text, nl=False)
    if why:
        click.echo(why, err=True)
    return 1 if why else 0


@main.command()
@click.argument("path", required=False, metavar="[PATH]")
@policy_options
@click.option("--waivers", type=click.Path(path_type=Path), metavar="FILE", help="Another file than that of PATH.")
@click.option("--ending-in", type=click.IntRange(min=0), metavar="DAYS", help="Only what ends within so many days.")
@click.option("--as-of", metavar="DATE", help="The day as of which is reckoned, YYYY-MM-DD.  [default: today, UTC]")
def waivers(path: str | None, ending_in: int | None, as_of: str | None, **given: Any) -> int:
    """List the waivers, the one that ends first at the beginning."""
    from checker.gate.trust import ruled
    from checker.sources import open_source
    from checker.text.display import visible
    from checker.waiver_file import listing

    source = open_source(Path(path) if path else None, "worktree")
    ruling = ruled(source, given | {"path": path})
    for one in listing(ruling.waivers(given["waivers"]), day_of(as_of), ending_in):
        click.echo(visible(one))
    return 0


@main.command()
@click.argument("what", required=False, type=click.Choice(("show", "clear")), default="show")
@cache_options
def cache(what: str) -> int:
    """Say where is kept what earlier runs found, and how much that is; `clear` takes it away.

    Losing it costs time and nothing else: nothing is believed that does not bear the mark of your key, and nothing of
    what is judged may have changed.
    """
    from checker.cache import told

    for line in told(sys.argv[1:], os.environ, is_cleared=what == "clear"):
        click.echo(line)
    return 0


@main.group()
def issues() -> None:
    """Record what the issue tracker says."""


@issues.command()
@click.argument("path", required=False, metavar="[PATH]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where the recording goes."
)
@policy_options
@click.option("--at", default="worktree", show_default=True, metavar="worktree|index|REV", help="What is judged.")
@click.option("--stage", type=click.Choice(STAGES), help="Leaves out what is due later.")
@click.option("--as-of", metavar="DATE", help="The day as of which is judged, YYYY-MM-DD.  [default: today, UTC]")
@click.option("--only", multiple=True, metavar="ID", help="Record for this criterion alone. Repeatable.")
@pull_request_option
@click.option("--skip", multiple=True, metavar="ID", help="Leave this criterion out. Repeatable.")
@click.option("--allow-foreign-owner", is_flag=True, help="Read a repository that belongs to another user.")
@reach_options
def fetch(path: str | None, output: Path, **given: Any) -> int:
    """Record everything that judging PATH wants to know from the tracker, with time and source.

    `--issues FILE` repeats a run with it, without the network. Nothing is written unless all of it was answered.
    """
    from checker.gate.trust import ruled
    from checker.issues.recording import recording_text
    from checker.pipeline import record_issues
    from checker.sources import open_source

    path = nearest(path, given)
    source = open_source(Path(path) if path else None, given["at"], allow_foreign_owner=given["allow_foreign_owner"])
    tell = progress()
    ruling = ruled(source, given | {"path": path})
    given |= {"issues": None, "fail_on": None, "allow_commands": False}
    options = options_of(ruling, day_of(given["as_of"]), given, tell, {})
    # What an event tells is no answer of the tracker.
    at_hand = replace(options.at_hand, pull=None) if options.at_hand is not None else None
    recording = record_issues(replace(options, issues=None, at_hand=at_hand), source, tell)
    if isinstance(recording, tuple):
        click.echo("\n".join(recording), err=True)
        return 3
    put(recording_text(recording), output, inside=whole_tree())
    click.echo(f"{output}: {len(recording.issues)} issues of {recording.source}")
    return 0


@main.command()
@click.argument("which", type=click.Choice(SCHEMAS), default="policy")
def schema(which: str) -> int:
    """Print the JSON Schema of policies, of their cases, of the JSON report, or of what a command says as JSON.

    That of policies has the kinds of all installed plugins, too.
    """
    import json

    from checker.cases.schema import cases_schema
    from checker.policy.kinds import every_kind
    from checker.policy.schema import policy_schema
    from checker.reports.json import report_schema
    from checker.reports.timeline.json import history_schema, trial_schema
    from checker.verify.json import verification_schema

    if which == "policy":
        schema = policy_schema(every_kind(whole_tree()))
    else:
        others = {
            "cases": cases_schema,
            "report": report_schema,
            "verification": verification_schema,
            "history": history_schema,
            "trial": trial_schema,
        }
        schema = others[which]()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0


@main.command()
@click.argument("name", required=False, default="", metavar="[NAME]", shell_complete=completed_by("kinds"))
def kinds(name: str) -> int:
    """List what policies can name and reports are written in: built in, and added by what is installed.

    With NAME, the page of that kind.
    """
    from checker.listing import all_kinds, page_of
    from checker.text.display import visible

    for line in page_of(name, whole_tree()) if name else all_kinds(whole_tree()):
        click.echo(visible(line))
    return 0


@main.command()
def lsp() -> int:
    """Serve an editor over standard input and output, as a language server.

    It tells mistakes in policies and findings in documents while somebody writes, completes what a policy can say and
    shows what that means. It runs no program and asks nothing over the network. It needs the extra `lsp`.
    """
    try:
        from checker.editor.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("lsp needs pygls: pip install 'pygls>=2' beside closure-check") from None
    serve()
    return 0


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> int:
    """Print the script that lets SHELL complete commands, options, criteria and files.

    In bash: `eval "$(closure-check completion bash)"` in `~/.bashrc`, likewise in zsh; in fish:
    `closure-check completion fish > ~/.config/fish/completions/closure-check.fish`.
    """
    from checker.completion import source_of

    click.echo(source_of(shell, main))
    return 0
