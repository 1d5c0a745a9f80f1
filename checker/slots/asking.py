"""How templates ask for what belongs somewhere and how manuals give orders, with the points it is worth."""

from __future__ import annotations

import re

from checker.patterns import regex
from checker.slots.passage import HIDDEN

Points = tuple[tuple[int, re.Pattern[str]], ...]
"""What each pattern adds when it is found."""


def found(pattern: str) -> re.Pattern[str]:
    """A pattern in any case."""
    return regex(rf"(?i){pattern}")


_QUALITY = (
    r"(?:short|brief|concise|clear|detailed|high[- ]level|human[- ]readable|quick|succinct|general|descriptive"
    r"|chronological"
    r"|(?:one|two|single|\d)[- ](?:line|sentence|para(?:graph)?)|timestamped|complete|step-by-step|good|simple"
    r"|meaningful"
    r"|helpful|informative)"
)
_CONTENT = (
    r"(?:description|summary|explanation|overview|statement|title|introduction|list|name|outline|account|abstract"
    r"|discussion"
    r"|definition|sentence|paragraph|phrase|timeline|log|chronology|analysis|rationale|justification)"
)
OPENINGS: Points = (
    # What only a writer is asked for.
    (3, found(r"(?:describe|explain|summari[sz]e|outline|elaborate|discuss|detail|articulate|enumerate|justify)\b")),
    (4, found(r"(?:briefly|shortly|clearly|concisely|succinctly)\W{1,2}\w+")),
    # What a reader may be asked for as well.
    (
        2,
        found(
            r"(?:list(?! of)|provide|include|specify|state|identify|indicate|define|mention|document|give|add|insert"
            r"|fill"
            r"|write|put"
            r"|attach|replace|consider|think about|tell us|link to|paste|enter|name|highlight|clarify|quantify"
            r"|introduce|present|share|compare|evaluate|assess|estimate|reflect on)\b"
        ),
    ),
    # What belongs here, named instead of written.
    (
        3,
        found(
            r"(?:(?:an?|the|your) )?(?:(?:one|two|three|1|2|3|a few|single|\d[-–]\d)[- ](?:(?:or|to) \w+ )?"
            r"(?:para(?:graph)?s?|sentences?|lines?|words?|pages?|bullets?)"
            rf"|(?:very )?{_QUALITY}(?:(?:,| and|, and)? {_QUALITY}){{0,3}} (?:[a-z-]+ )?{_CONTENT})\b"
        ),
    ),
    (3, found(r"an? (?:description|summary|explanation|statement|outline) of\b")),
    (2, found(r"(?:description|summary|explanation) of (?:the|this|your)\b")),
    (3, found(r"(?:description|summary|explanation) of (?:the|this|your)\b[^.:?!]{3,80}\.$")),
    (
        3,
        found(
            r"(?:(?:potential|possible|remaining|other|open|known|any|additional|supporting"
            r"|related) [a-z][a-z ,/-]{3,50}"
            r"|(?:follow-ups?|open (?:items|points|issues)|next steps) (?:and|or) [a-z ]{3,30})\.$"
        ),
    ),
    (
        4,
        found(
            r"this is (?:where you|the (?:section|place|part) where you|the (?:bulk|core|meat|technical portion"
            r"|main part) of"
            r" (?:the|your|this) (?:rfc|proposal|document|kep|design)"
            r"|an? (?:high[- ]level|short|brief) (?:description|summary|overview) of your)\b"
        ),
    ),
    (
        4,
        found(
            r"why (?:this|the) (?:rfc|proposal|change|feature|project|decision|document)\b[^.?!]{3,60}\.$"
            r"|why (?:we|you) (?:need|want|should do|are doing) (?:this|it)\b[^.?!]{0,60}\.$"
        ),
    ),
    # The same in other languages, and as a phrase of its own.
    (
        4,
        found(
            r"(?:eine )?(?:kurze?|knappe) (?:beschreibung|zusammenfassung|übersicht|erläuterung)\b"
            r"|(?:une )?(?:courte|brève) (?:description|présentation|explication)\b|(?:un )?(?:bref|court) (?:résumé"
            r"|descriptif)\b"
            r"|(?:una? |uma )?(?:breve|corta) (?:descripción|descrição|descrizione|resumen|explicación|introducción"
            r"|sintesi)\b"
            r"|(?:een )?korte (?:beschrijving|samenvatting|omschrijving)\b|краткое описание\b|krótki opis\b"
            r"|kort(?:fattad)? beskrivn?ing\b"
            rf"|(?:an? )?(?:very )?{_QUALITY}(?:(?:,| and|, and)? {_QUALITY}){{0,3}}"
            r"(?: [a-z-]+)? (?:description|summary|explanation|account|timeline|log|list|analysis|rationale|title"
            r"|definition)"
            r"(?:\.?$|(?: (?:of|for))? (?:(?:the|this|your|what|how|why|which)\b|[a-z]{3,12}s\b)[^.:]{0,80}[.]?$)"
            r"|(?:an? )?one-line (?:description|summary)\.?$|key (?:takeaways|learnings|findings|lessons"
            r"|points)\b[^.:]{0,50}\.$"
            r"|(?:descripción|descrição|descrizione|definición|definição|definizione|resumen|explicación|introducción)"
            r" (?:breve|corta|curta|clara|concisa|detallada|detalhada|general|de lo que|de cómo|de qué|do que"
            r"|de como)\b"
            r"|(?:description|définition|présentation|explication) (?:brève|courte|claire|détaillée|concise|générale"
            r"|de ce que)\b"
        ),
    ),
    # An indirect question without what it depends on: `How the issue was fixed.`
    (
        4,
        found(
            r"(?:how|why|who|what)(?:/\w+| and \w+)? (?!to\b|if\b|about\b|matters\b|we\b|you\b|i\b"
            r"|it works)(?:(?!\b(?:is|are|will|can|left|must|may|should|means)\b)[\w'’/ -]){4,90}"
            r"(?:, (?:and |when|where|how|why|what|who|to whom)[\w ,'’-]{0,40})?\.$"
        ),
    ),
    (
        3,
        found(
            r"this (?:section|part|field|document|paragraph|chapter) (?:should|must|needs to|is where you)"
            r" (?:briefly |also |clearly )?(?:describe|explain|contain|list|provide|give|cover|include|outline"
            r"|answer|state|capture|summari[sz]e|document"
            r"|be used to|be filled|talk about|detail|discuss|define|introduce|specify|identify)\b"
        ),
    ),
    # Orders to write, in other languages: their polite form is rare outside of templates.
    (
        4,
        found(
            r"(?:bitte )?(?:beschreib(?:en sie|e)|erläuter(?:n sie|e)|erklären sie|nennen sie|listen sie|fassen sie"
            r"|skizzieren sie)\b"
            r"|(?:décri(?:vez|re)|expliquez|expliquer|résumez|précisez|listez|détaillez|énumérez|indiquez|rédigez"
            r"|mentionnez|renseignez)\b"
            r"|(?:describ[ae]|explica|explique|resuma|resume|detalle|detalla|enumer[ae]|indique|justifique)"
            r" (?:brevemente |aquí |aqui )?(?:el|la|los|las|o|a|os|as|un|una|um|uma|cómo|como|por qué|por que|qué"
            r"|que|cuál|qual|por|de|en|em|su|tu|seu)\b"
            r"|(?:descreva|descrivi|descrivere|spiega|spiegare|riassumi|elenca|elencare)\b"
            r"|(?:beschrijf|geef aan|licht toe|leg uit|vat samen)\b|(?:opisz|wymień|podaj|wyjaśnij)\b"
            r"|(?:опишите|перечислите|укажите|поясните|объясните|введите|вставьте|напишите)\b|(?:beskriv|förklara"
            r"|forklar)\b"
        ),
    ),
    (
        4,
        found(
            r"(?!.*(?:表单|表單|按钮|点击|提交|页面))(?:请(?:描述|说明|填写|列出|简述|输入|在此)|請(?:描述|說明|填寫|列出|簡述|輸入|在此)|简要(?:描述|说明)"
            r"|在此处?(?:填写|输入|描述|插入|写))"
            r"|ここに.{0,20}(?:記入|入力|記載|記述|書いて)|여기에.{0,20}(?:입력|작성|기재|설명)"
        ),
    ),
)
LABEL = regex(r"^(?!(?i:step|tip|note|hint|example|prompt|user|you|q|a)\b)[^\W\d_][\w /-]{1,30}: ")
OPENING_WORDS = regex(
    r"(?i)[\W_]{0,4}(?:for (?:each|every) [^,.]{3,60}, )?(?:(?:please|kindly|optional(?:ly)?|if applicable|here"
    r"|bitte)\b[,:.]? ?){0,2}"
)

QUESTION = found(
    r"(?:why|what|how|who|which|when|where|is|are|was|were|does|do|did|will|can|could|should|would|has|have|any)\b"
)
ASKED = found(r"(?:why|what|how|who|which|when|where)\b")
OPEN_QUESTION = found(r"^(?:q|question|frage|faq|issue|todo|discussion|problem|note|tip|see|open|\w*questions?)\b")
PAST = found(r"\b(?:would|was|were|did|led|caused|happened|considered|went|tried|learned|learnt|affected)\b")
ROLE = found(r"\s*(?:you are|act as)\b")
"""How people begin what they tell a program to do."""
THIS = found(r"\b(?:this|these)\b")
US = found(r"\b(?:we|you|your)\b")

ABOUT: Points = (
    # What is to be written, called by its length.
    (
        1,
        found(
            r"\b(?:provide|give|write|add|include|insert) (?:an? |the )?"
            r"(?:short|brief|concise|one-paragraph|one-sentence|high[- ]level) (?:[a-z-]+ )?"
            r"(?:summary|overview|description|explanation|introduction)\b"
        ),
    ),
    # The thing that the document is about, which a finished document calls by its name.
    (
        1,
        found(
            r"\b(?:this|the|your|our|these|any) (?:proposed |new |current |existing |desired |planned |overall "
            r"|whole )?(?:rfc|proposal|feature|changes?|section"
            r"|project|design|document|template"
            r"|msc|kep|eip|adr|cep|pep|initiative|solution|decision|incident|outage|disruption|epic|story|experiment"
            r"|enhancement|approach|work|implementation|problem|bug|issue|motivation|technology|idea|contribution"
            r"|release"
            r"|pull request|pr|product|service|dataset|model|paper|library|package|alternatives?)\b"
        ),
    ),
    (
        1,
        found(
            r"\byou(?:'ve|’ve|'re|’re| (?:have|are|want|would|considered|expect|think|plan|propose|asked|tried|did"
            r"|see|need|made|will|can|could|should|might|\w+ed))\b|\bdo you\b|\bdid you\b"
        ),
    ),
    (
        1,
        found(
            r"\bif (?:any|applicable|relevant|known|needed|possible|appropriate|available|there (?:are|is))\b"
            r"|\bin (?:one|two|a few|three|\d(?:[-–]\d)?)(?: (?:or|to) (?:two|three|four|\d))?"
            r" (?:short )?(?:sentences?|paragraphs?|words|lines|bullets?)\b|\bmax(?:imum|\.)? \d+ (?:words|lines"
            r"|characters|sentences)"
            r"|\bin (?:sufficient|enough|as much|great) detail|\be\.g\.|\bas (?:needed|necessary|appropriate"
            r"|applicable|possible)\b"
            r"|\b(?:here|below)[.!]?$|\bfor example\b|\b(?:such as|including|covering)\b|\band/or\b|\betc\b"
        ),
    ),
    (
        1,
        found(
            r"^\W*(?:please |briefly )?\w+ (?:\w+ly |about )?(?:how|what|why|which|who|where|when|whether|any"
            r"|all relevant|other|key|major|main|relevant|important|significant|notable|primary)\b|\bof (?:what|how"
            r"|why)\b|(?:\band|,) (?:how|why|what|which)\b"
        ),
    ),
    (
        1,
        found(
            r"\b(?:motivation|rationale|alternatives?|drawbacks?|non-goals|context|background|summary|overview|scope"
            r"|assumptions"
            r"|dependencies|stakeholders?|screenshots?|steps to reproduce|trade-?offs|prior art|use cases?|impact"
            r"|limitations"
            r"|risks|acceptance criteria|lessons learned|root cause|unresolved questions|references|purpose|goals?"
            r"|disadvantages|advantages|downsides|benefits|issues|options|questions|items|considerations|constraints"
            r"|explanations|explain (?:why|how|what))\b"
        ),
    ),
)
AGAINST: Points = (
    (-3, found(r":\s*$")),
    (-2, regex(HIDDEN)),
    (
        -2,
        found(
            r"\b(?:to (?:the|a|your) (?:user|reader|customer|client|model|agent|team)|commands?|click|button|menu"
            r"|director(?:y|ies)|folders?|files?"
            r"|install|functions?|methods?|class(?:es)?|parameters?|arguments?|flags?|config(?:uration)?|endpoint"
            r"|variables?|repository)\b"
        ),
    ),
    (
        -2,
        found(
            r"\bthen\b|\bopen (?:an?|the)\b|\b(?:in|on|to|with) (?:the|an?|your) (?:issue|ticket|pull request|commit"
            r"|pr)\b"
        ),
    ),
    (-1, regex(r"\b(?:I|we're|I'm|I've)\b|[\"“”„«»]|\d{3}|[$@\\=]|/\w+/|(?<!\w)/|->|→")),
)
FINITE = found(
    r"\b(?:is|are|was|were|has|had|can|will|shows?|gives?|describes?|follows?|provides?|helps?|makes?|lets?)\b"
)
CLAUSE = found(r"\b(?:of|about|on) (?:what|how|why|which)\b|\b(?:that|which|who)\b")
