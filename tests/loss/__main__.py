"""Tries every change and says how many came out how: `make loss`."""

from __future__ import annotations

import sys

from loss.judging import (
    count,
    every_mutation,
    ids_of,
    outdated,
    read_groups,
    silent,
    tried,
)


def main() -> int:
    groups = read_groups()
    mutations = every_mutation()
    found = tuple(tried(mutations, groups))
    gone = {id_ for group in groups for id_ in group.ids} - ids_of(mutations)
    wrong = {"silent": silent(found, groups), "no longer so": outdated(found, groups), "no such change": sorted(gone)}
    for heading, ids in wrong.items():
        sys.stdout.writelines(f"{heading}: {id_}\n" for id_ in ids)
    sys.stdout.writelines(f"{line}\n" for line in count(found, groups))
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main())
