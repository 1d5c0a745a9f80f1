"""The vocabulary of templates: how people name what belongs in a slot."""

from __future__ import annotations

from checker.patterns import regex


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is a list of words."""
    return frozenset(text.split())


NOUNS = word_set("""
    name names surname firstname lastname fullname username nickname date dates datetime timestamp value values
    time times baseline target targets link links
    number numbers title titles amount amounts email e-mail mail phone telephone fax address placeholder variable
    description descriptions url urls uri hyperlink password signature initials percentage percent threshold figure
    figures duration company organisation organization institution vendor supplier employer position handle role
    roles alias aliases quantity price cost budget currency salary rate justification explanation rationale
    consequence consequences argument summary synopsis abstract month year day days weekday week weeks months years
    minutes seconds quarter hour hours city
    country state street zip postcode region text paragraph sentence sentences caption subtitle slogan content
    contents filename path hostname domain subdomain identifier id ids uuid key-value slug project product customer
    client partner tenant department author authors owner reviewer reviewers approver approvers deputy assignee
    assignor signatory recipient sender manager director officer supervisor contact stakeholder stakeholders
    deadline milestone location venue room place attendee attendees participant participants version ticket severity
    priority level reason outcome agenda component environment service team teams member members person people user
    step steps details expiration expiry birthday birthdate age gender nationality occupation screenshot logo image
    photo diagram chart table item items milestones note notes task tasks goal goals objective objectives risk risks
    deliverable deliverables accomplishment accomplishments action actions topic topics question answer finding
    findings recommendation comment comments option driver drawback benefit criterion criteria assumption metric
    measure measurement count counts range ranges scope impact effort estimate feature features system tool
    app application repository repo branch database table column heading header section clause annex article evidence
    before after start end period interval frequency duration timezone responder scribe facilitator moderator presenter
    speaker host chairperson landlord buyer seller licensor licensee consultant contractor subcontractor engineer
    developer architect tester administrator analyst designer commander sponsor coordinator representative delegate
    successor latency uptime availability throughput size length width weight capacity limit minimum maximum average
    median total subtotal balance score rating grade band vault server port cluster namespace bucket datacenter
    provider account channel board contract agreement policy
    jurisdiction court source destination origin prefix suffix brand category workspace subject object
    """)
"""Names of what belongs in a slot, in English."""

PLAIN_NOUNS = word_set("name names date title company amount email firstname surname link url")
"""Nouns that nobody uses as a tag, so that they are a slot even where tags stand."""

FOREIGN_NOUNS = word_set("""
    name namen vorname nachname datum betrag titel firma firmenname unternehmen unternehmensname projektname projekt
    kunde kundenname beschreibung nummer anzahl wert ort straße strasse adresse anschrift unterschrift
    verantwortlicher verantwortliche ansprechpartner abteilung rolle begründung telefonnummer telefon postleitzahl
    plz stadt jahr monat tag uhrzeit version produktname produkt nom noms prénom prenom montant titre société
    societe entreprise projet client numéro numero valeur lieu signature responsable service rôle poste auteur durée
    ville pays année mois jour heure courriel raison produit équipe nombre nombres apellido apellidos fecha importe
    título titulo empresa proyecto cliente descripción descripcion número valor lugar dirección direccion cargo
    autor duración ciudad país año mes día hora correo razón motivo producto equipo teléfono opción nome nomes
    sobrenome cognome data importo titolo azienda società progetto descrizione valore luogo indirizzo ruolo autore
    durata città paese anno mese giorno ora prodotto responsabile montante projeto descrição descricao endereço
    assinatura função cidade ano mês dia equipe equipa naam voornaam achternaam bedrag bedrijf bedrijfsnaam klant
    omschrijving beschrijving aantal waarde plaats adres handtekening verantwoordelijke functie jaar maand dag imię
    nazwisko kwota tytuł klient opis numer wartość miejsce podpis stanowisko rok miesiąc dzień namn förnamn
    efternamn belopp företag kund beskrivning värde plats adress navn dato beløb beløp virksomhed beskrivelse værdi
    verdi sted underskrift nimi päivämäärä päiväys summa otsikko yritys projekti asiakas kuvaus arvo paikka osoite
    allekirjoitus jméno příjmení částka název společnost popis číslo hodnota místo név dátum összeg cím cég ügyfél
    leírás szám érték hely aláírás ad adı isim soyadı tarih tutar başlık şirket proje müşteri açıklama numara değer
    yer imza unvan sürüm имя фамилия фио дата сумма название компания проект клиент описание номер значение место
    адрес подпись должность версия ім'я прізвище назва компанія опис значення місце підпис όνομα ημερομηνία τίτλος
    εταιρεία έργο περιγραφή αριθμός enw dyddiad teitl cwmni prosiect disgrifiad rhif nama tanggal judul perusahaan
    proyek deskripsi nomor tên ngày
    """)
"""The same in other languages that put blanks between words."""

NOUN_PARTS = tuple(
    word_set("""
    名前 氏名 日付 日時 年月日 会社 住所 電話 番号 件名 金額 担当 部署 記入 入力 役職 説明
    姓名 名称 名稱 日期 公司 地址 电话 编号 編號 标题 標題 金额 填写 填寫 输入 輸入 请 請
    描述 负责人 負責人 职位 职务 待填
    이름 성명 날짜 일자 회사 주소 전화 번호 제목 금액 담당 입력 작성 설명 옵션
    ชื่อ วันที่ اسم تاريخ שם תאריך नाम दिनांक तारीख
    """)
)
"""The same where words are not set apart, or where forms vary too much for a list."""

COMPOUND_ENDS = (
    "name",
    "namen",
    "datum",
    "nummer",
    "titel",
    "betrag",
    "adresse",
    "beschreibung",
    "naam",
    "navn",
    "namn",
    "nimi",
)
"""How compounds end that name what belongs in a slot: Projektname, Rechnungsnummer."""

INSTRUCTIONS = word_set("""
    insert enter fill describe list specify provide your give explain write name type paste include state select
    choose replace summarize summarise briefly brief short put attach complete document identify outline indicate
    define detail confirm e.g. eg link links add todo pick mention elaborate clarify quote cite delete remove what
    who how when where why which whether any one two three optional: agreed one-line one-sentence high-level if
    please our their actual desired expected specific relevant appropriate applicable einfügen eintragen ausfüllen
    angeben beschreiben ihr ihre hier bitte insérer inserer saisir indiquer décrire decrire compléter completer
    renseigner préciser votre vos à insertar introducir indicar escribir describir completar rellenar inserte
    introduzca indique escriba describa su tu añadir inserir preencher descrever preencha insira descreva informe
    seu sua inserire indicare descrivere compilare inserisci indicazione specificare invoegen invullen vul voer
    beschrijf uw wpisz podaj opisz uzupełnij wstaw twoje вставьте укажите введите опишите заполните укажи впишите
    ваше ваша ange skriv beskriv fyll infoga indsæt angiv sett vložte zadejte doplňte popište girin yazın ekleyin
    açıklayın buraya
    """)
"""First words of what a template tells its reader to write."""

FIRST_ONLY_IN_VALUES = word_set("""
    add link links remove delete todo what who how when where why which whether any one two three if optional:
    document list our their su tu à ihr ihre hier specific relevant appropriate applicable actual desired expected
    name type state brief short include select choose replace complete define detail confirm agreed mention quote
    cite pick put
    """)
"""Instruction words that may also begin a remark in brackets, a tag or a commit's subject."""


def names_slot(word: str) -> bool:
    """Whether a word names what belongs in a slot."""
    folded = word.casefold().removesuffix("(s)").removesuffix("(es)").strip("'’`\"“”.,:;()?*#@")
    if not folded:
        return False
    if folded in NOUNS or folded in FOREIGN_NOUNS:
        return True
    if len(folded) > 7 and folded.isalpha() and folded.endswith(COMPOUND_ENDS):
        return True
    return not folded.isascii() and any(part in folded for part in NOUN_PARTS)


def is_foreign_noun(word: str) -> bool:
    """Whether a word names what belongs in a slot in another language only: `Nachname`, `Importe`."""
    folded = word.casefold()
    return folded in FOREIGN_NOUNS and folded not in NOUNS


_HUMP = regex(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def parts_of(identifier: str) -> list[str]:
    """The words of an identifier: `project_name`, `project-name`, `ProjectName`."""
    return [part.casefold() for part in _HUMP.findall(identifier)]


def is_camel(word: str) -> bool:
    """Whether a word has capital letters inside: `ProjectName`, `gasPrice`."""
    return word.isalpha() and not word.isupper() and word[1:] != word[1:].lower()
