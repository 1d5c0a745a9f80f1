"""The months of the Gregorian calendar as people write them in a date, in the languages of the field.

The names are those of the Unicode Common Locale Data Repository (https://cldr.unicode.org), in the forms for a date: in
the genitive where a language has it, in full and cut. A name that means another month in another language (`listopada`:
November in Polish, October in Croatian) is that of the language with more speakers here, and the other is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

_NAMES = """
en january|february|march|april|may|june|july|august|september|october|november|december
en jan|feb|mar|apr|may|jun|jul|aug|sep sept|oct|nov|dec
de januar jänner|februar feber|märz mär|april|mai|juni|juli|august|september|oktober okt|november|dezember dez
fr janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août|septembre|octobre|novembre|décembre déc
es enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|diciembre dic
it gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre
pt janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro
ca gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre
nl januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december
pl stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia
cs ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince
sk januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra
sl januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|novembra|decembra
hu január|február|március|április|május|június|július|augusztus|szeptember|október|november|december
ro ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie
sv januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
da januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december
nb januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des
fi tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta
 joulukuuta
et jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember
lv janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris
tr ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık
id januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember
ru января янв|февраля фев|марта|апреля апр|мая|июня|июля|августа авг|сентября сент|октября окт|ноября нояб|декабря дек
uk січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня
bg януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември
el ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|δεκεμβρίου
ar يناير|فبراير|مارس|أبريل ابريل|مايو|يونيو|يوليو|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|نوفمبر|ديسمبر
ar كانون_الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين_الأول|تشرين_الثاني|كانون_الأول
he בינואר ינואר|בפברואר פברואר|במרץ מרץ|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט|בספטמבר ספטמבר
 באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר
fa ژانویهٔ ژانویه|فوریهٔ فوریه|مارس|آوریل|مهٔ مه|ژوئن|ژوئیهٔ ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر
hi जनवरी|फ़रवरी फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्तूबर अक्टूबर|नवंबर नवम्बर|दिसंबर दिसम्बर
"""
"""A language to a line: twelve months with `|` between them, `_` for a blank within a name."""


def by_name() -> Iterator[tuple[str, int]]:
    """Every name with the number of its month."""
    for line in _NAMES.replace("\n ", "|").strip().split("\n"):
        for number, names in enumerate(line.partition(" ")[2].split("|"), start=1):
            for name in unicodedata.normalize("NFC", names).split():
                yield name.replace("_", " "), number


def bare(name: str) -> str:
    """A name without accents, as it is typed on a keyboard that lacks them."""
    parts = unicodedata.normalize("NFD", name.replace("ı", "i"))
    return "".join(part for part in parts if not unicodedata.combining(part)) if parts[0] < "\u0590" else name


MONTHS: Mapping[str, int] = {bare(name): number for name, number in by_name()} | dict(by_name())
"""Months by their names in lower case, with accents and without."""
ENGLISH: tuple[str, ...] = tuple(_NAMES.strip().split("\n")[0].partition(" ")[2].split("|"))
