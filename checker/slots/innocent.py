"""Words that look like slots and are none."""

from __future__ import annotations

from checker.slots.words import word_set

EDITORIAL = word_set("""
    sic in at on of from by to the a an and or as see also emphasis with without for that this these those he she
    they it his her is are was were be been not no yes per via until since before after during only both all some
    now then here there i we onwards translation translated original citation clarification needed note notes nb cf
    cf. i.e. viz ibid reference ref refs figure section chapter appendix annex part phase table theorem lemma
    equation page pages line lines video audio image laughter applause inaudible crosstalk applies applicable
    optional required deprecated experimental link redacted removed omitted snip truncated signed updated edited
    edit der die das ein eine im am zum zur von vom und oder siehe sinngemäß le la les un une de du des et ou voir
    el los las una del y o véase il lo gli e vedi het een en zie
    """)
"""First words of a remark that somebody else put into the text."""

NUMBERED_PARTS = word_set("""
    reference figure section chapter appendix annex part phase table equation page line image video link note citation
    """)
"""Those of them that are parts of a text and have numbers, names and titles."""

REMARKS = word_set("""
    see sic note cf cf. redacted removed deleted citation emphasis intentionally none nothing no not nil translated
    translation applause laughter inaudible crosstalk signed end reserved unused
    """)
"""First words of a remark that may also stand alone: `[citation needed]`, `[signed by proxy]`."""

TAGS = word_set("""
    sig wg area kind feature bug bugs fix fixed chore docs doc test tests testing perf refactor security breaking
    deprecated deprecation added changed removed unreleased yanked done wip draft final ready blocked closed open
    in-progress new high medium low critical note warning important tip caution info hint attention danger todo-list
    lead host chair co-chair witness signed observer guest proposed accepted rejected superseded approved active
    inactive completed complete cancelled obsolete stable alpha beta ga green yellow red amber orange blue required
    optional informative normative experimental internal external public private none null nil true false yes no on
    off n/a na empty default unknown unassigned redacted anonymous citation reject ignore accept must should may
    should-not must-not editorial technical minor major trivial full-time part-time remote enter esc tab shift ctrl
    alt del
    """)
"""Words in brackets that label what they stand beside."""

HTML_TAGS = word_set("""
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body
    br button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog
    dir div dl dt element em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark
    marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p
    param picture plaintext pre progress q rp rt rtc ruby s samp script search section select slot small source
    spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
    tr track tt u ul var video wbr xmp g path rect circle line polygon polyline text tspan defs mi mo mn mrow msup
    msub mfrac
    """)

NOUN_TAGS = word_set("""
    title link path address time label data object section source text image content option output area line summary
    header
    """)
"""Tags whose names people also write as a slot."""

BOOLEAN_ATTRIBUTES = word_set("""
    open checked disabled controls async defer selected required readonly multiple hidden reversed loop muted
    autoplay nowrap noshade novalidate itemscope allowfullscreen compact
    """)
"""Attributes of HTML that need no value."""

KEYS = word_set("""
    enter return esc escape tab shift ctrl control alt cmd space spacebar backspace del delete home end up down left
    right pageup pagedown f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 cr lf crlf eof eol nul leader plug nop sid
    localleader silent
    """)
"""Keys as manuals write them: `<Enter>`, `<Esc>`."""

TYPES = word_set("""
    null nil none unset unknown undefined empty redacted anonymous lambda string int integer float double bool
    boolean char byte bytes void any this object promise iterator function bigint error stream buffer regexp blob
    hash array dict tuple str uint8 uint16 uint32 uint64 int8 int16 int32 int64 u8 u16 u32 u64 i8 i16 i32 i64 usize
    iostream vector memory ins xml
    """)
"""Types and constants of programs: `<string>`, `{boolean}`, `<none>`."""

ENVIRONMENT = word_set("""
    HOME PATH USER SHELL PWD OLDPWD LANG TERM EDITOR PAGER DISPLAY HOSTNAME LOGNAME TMPDIR TEMP TMP RANDOM IFS
    GOPATH GOROOT GOBIN JAVA_HOME PYTHONPATH VIRTUAL_ENV KUBECONFIG APPDATA LOCALAPPDATA PROGRAMFILES USERPROFILE
    SYSTEMROOT WINDIR COMSPEC CI BASH PS1 UID GITHUB_TOKEN GITHUB_SHA GITHUB_REF GITHUB_OUTPUT GITHUB_ENV
    GITHUB_WORKSPACE LD_LIBRARY_PATH XDG_CONFIG_HOME XDG_CACHE_HOME
    """)
"""Variables of the shell itself."""
