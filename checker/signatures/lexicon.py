"""The words with which people head what belongs to a sign-off, by what they mean, in the languages of the field.

Words are in lower case, without accents being folded. Languages that are written with blanks say a concept with whole
words; Chinese, Japanese and Korean say it at the end of a word (`承認日` is a day, `承認者` a person).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Concept = Literal[
    "signature",
    "date",
    "by",
    "decision",
    "status",
    "approver",
    "name",
    "responsible",
    "role",
    "organisation",
    "comment",
]
"""`by`: who did it (`Approved by`). `approver`: somebody whose part is to approve. `status`: how far a thing is.
`responsible`: whose task something is, who is the one to sign where there is a place for a signature.
"""

SIGNATURE = """
signature|signatures|sign|signed|sign here|e-?signature|initials?|initialled|initialed|sign ?offs?|autograph
|unterschrift|unterschriften|signatur|kürzel|paraphe|gez|gezeichnet|visa|visas|émargement|signé|firma|firmas|rúbrica
|assinatura|assinaturas|visto|handtekening|paraaf|podpis|подпись|підпис|underskrift|signatura|allekirjoitus|imza
|aláírás
|semnătura|semnătură|υπογραφή|tanda tangan|ttd|paraf|chữ ký|ký tên|التوقيع|توقيع|חתימה|हस्ताक्षर
"""
DATE = """
date|dated|\\w*datum|\\w*dato|fecha|data|when|timestamp|time stamp|signed on|signed at|approved on|approved at|day
|last action|last activity|completed on|completed at|дата|data podpisu|päivämäärä|päiväys|pvm|tarih|tarihi|dátum|kelt
|ημερομηνία|tanggal|tgl|ngày|التاريخ|תאריך|दिनांक|jour|giorno
"""
BY = """
approved by|signed by|signed off by|authori[sz]ed by|reviewed by|accepted by|confirmed by|verified by|endorsed by
|acknowledged by|witnessed by|agreed by|ratified by|countersigned by|checked by|validated by|certified by|released by
|attested by|docusigned by|approval by|sign ?off by|freigegeben (?:von|durch)|genehmigt (?:von|durch)
|geprüft (?:von|durch)
|bestätigt (?:von|durch)|unterschrieben von|gezeichnet von|abgenommen (?:von|durch)|freigabe durch|genehmigung durch
|approuvée? par|validée? par|vérifiée? par|signée? par|visée? par|relue? par|aprobad[oa] por|revisad[oa] por
|verificad[oa] por|firmad[oa] por|autorizad[oa] por|validad[oa] por|aceptad[oa] por|aprovad[oa] por|assinad[oa] por
|aceit[oa] por|validad[oa] por|homologad[oa] por|approvat[oa] da|verificat[oa] da|firmat[oa] da|autorizzat[oa] da
|validat[oa] da|rivist[oa] da|goedgekeurd door|ondertekend door|akkoord door|beoordeeld door|getekend door
|zatwierdzi[łl]a?|zatwierdzone przez|zatwierdzony przez|podpisa[łl]a?|sprawdzi[łl]a?|утвердила?|согласовала?
|проверила?|утверждено кем|затвердив|godkänd av|godkjent av|godkendt af|hyväksynyt|onaylayan|schválila?|jóváhagyta
|aprobat de|disetujui oleh|diperiksa oleh|người duyệt|phê duyệt bởi|người ký
"""
DECISION = """
decisions?|approvals?|approved|approve|approval status|approval decision|sign ?off status|signing status
|signature status
|signed off|outcome|verdict|result|vote|consent|confirm|confirmed|confirmation|accept|accepted|acceptance|agreed
|agreement|acknowledged|acknowledge?ment|signed
|go no go|go/no go|disposition|authori[sz]ation|endorsement|concurrence|entscheidung|freigabe|genehmigung
|freigegeben|genehmigt|zustimmung|abnahme|ergebnis|décision|avis|approbation|validation|approuvé|validé|decisión
|aprobación|aprobado|conformidad|resultado|decisão|aprovação|aprovado|parecer|decisione|approvazione|approvato|esito
|beslissing|besluit|goedkeuring|akkoord|decyzja|zatwierdzenie|akceptacja|решение|согласование|утверждение|рішення
|beslut|godkännande|beslutning|godkendelse|godkjenning|päätös|karar|onay|rozhodnutí|schválení|döntés|decizie
|keputusan|persetujuan|quyết định|phê duyệt
"""
STATUS = "status|state|estado|stato|statut|état|статус|stav|durum|tila|trạng thái|situação|zustand|stan"
APPROVER = """
approvers?|approving \\w+|reviewers?|signator(?:y|ies)|signers?|signees?|sign ?off (?:owner|person|authority)
|authori[sz]er
|recipients?|witness(?:es)?|freigeber(?:in)?|genehmiger(?:in)?|prüfer(?:in)?
|unterzeichner(?:in)?|unterzeichnende[rn]?|approbateur|signataires?|valideur|aprobador(?:es|a)?|revisor(?:es|a)?
|firmantes?|aprovador(?:es|a)?|signatário|approvatore|firmatari[oi]|revisore|goedkeurder|ondertekenaar|zatwierdzający
|akceptujący|podpisujący|утверждающий|согласующий|подписант|godkännare|hyväksyjä|onaycı|schvalovatel
"""
NAME = """
names?|deciders?|decision ?makers?|full name|print(?:ed)? name|agent|persons?|who|stakeholders?|participants?
|members?|attendees?|employee
|vor und nachname|mitarbeiter(?:in)?|teilnehmer|noms?|nom et prénom|prénom nom|nom prénom|nombres?|nombre completo
|nombre y apellidos?|nomes?|nome completo|nome e cognome|nominativo|naam|imię i nazwisko|nazwisko|имя|фио|піб
|ім я|namn|navn|nimi|ad soyad|adı soyadı|isim|jméno
|jméno a příjmení|meno|név|nume|nume și prenume|όνομα|ονοματεπώνυμο|nama|nama lengkap|họ tên|họ và tên|الاسم|שם|नाम
"""
RESPONSIBLE = """
owner|responsible(?: person)?|people|verantwortlich(?:e[rn]?)?|zuständig|responsable|responsável|responsabile
|verantwoordelijke|odpowiedzialny|ответственный|ansvarig|sorumlu|zodpovědný|penanggung jawab
"""
ROLE = """
roles?|title|job title|positions?|functions?|action|capacity|responsibility|designation|rank|rolle|funktion|stelle
|rôle|fonction|poste|qualité|rol|cargo|puesto|función|papel|função|ruolo|funzione|qualifica|functie|rola|stanowisko
|funkcja|роль|должность|посада|roll|rooli|tehtävä|görev|unvan|ünvan|funkce|pozice|szerep|beosztás|funcția|ρόλος|peran
|jabatan|vai trò|chức vụ|المنصب|תפקיד|पद
"""
ORGANISATION = """
organi[sz]ation|company|department|team|party|firm|unit|division|institution|organisationseinheit|firma|unternehmen
|abteilung|bereich|entité|société|service|direction|organisme|empresa|departamento|entidad|área|organização|empresa
|azienda|ente|reparto|società|organisatie|afdeling|bedrijf|dział|organizacja|организация|отдел|bolag|avdelning|yritys
|kurum|firma adı|departemen|đơn vị|phòng ban
"""
COMMENT = """
comments?|remarks?|notes?|conditions?(?: attached)?|observations?|feedback|reason|rationale|evidence|scope
|bemerkung(?:en)?|kommentare?|anmerkung(?:en)?|hinweise?|commentaires?|remarques?|comentarios?|observaci(?:ón
|ones)|notas?
|comentários?|observaç(?:ão|ões)|commenti|osservazioni|opmerking(?:en)?|toelichting|uwagi|komentarz|комментари[йи]
|примечани[ея]|anmärkning|bemærkning|huomautus|açıklama|notlar|poznámk[ay]|megjegyzés|observații|catatan|ghi chú
"""

PHRASES_BY_CONCEPT: Mapping[Concept, str] = {
    "signature": SIGNATURE,
    "date": DATE,
    "by": BY,
    "decision": DECISION,
    "status": STATUS,
    "approver": APPROVER,
    "name": NAME,
    "responsible": RESPONSIBLE,
    "role": ROLE,
    "organisation": ORGANISATION,
    "comment": COMMENT,
}

ENDINGS_BY_CONCEPT: Mapping[Concept, str] = {
    "comment": "备注|備考|備註|コメント|说明|說明|비고|의견|メモ|摘要|所見|理由|사유",
    "date": "日期|日付|日時|年月日|时间|時間|日|날짜|일자|일시|승인일|서명일|검토일|확인일",
    "signature": (
        "签字|签名|签署|签章|签收|盖章|簽名|簽章|簽字|簽署|用印"
        "|署名|押印|捺印|認印|印鑑|承認印|検印|印|サイン|서명|날인|사인|싸인|도장"
    ),
    "approver": (
        "审批人|批准人|核准人|签字人|签署人|签名人|审核人|评审人|复核人|确认人|審核人|核准者|審批人|承認者|決裁者|審査者|確認者"
        "|署名者|検印者|レビュアー|レビューア|レビュー者|승인자|결재자|검토자|확인자|서명자"
    ),
    "name": "姓名|氏名|名前|お名前|担当者?|负责人|責任者|负责者|성명|이름|성함|담당자?|[人者]",
    "status": "状态|狀態|ステータス|状態|状況|상태|현황",
    "decision": (
        "结论|結論|意见|意見|审批结果|结果|結果|判定|可否|合否"
        "|决定|決定|决议|批准|审批|审核|核准|同意|承認|決裁|確認|승인|결재|여부|결과|판정|결정|동의"
    ),
    "role": "角色|职务|职位|岗位|职称|職務|職位|職稱|役割|役職|肩書き?|ロール|역할|직책|직위|직급",
    "organisation": "部门|部門|单位|單位|公司|组织|組織|所属|部署|会社名?|부서|소속|회사|기관",
}
"""What Chinese, Japanese and Korean words end with, in the order in which it is tried."""

SIGN_OFF_TITLE = r"""
\b(?:sign(?:ed)?[ -]?offs?|approvals?|approved|signatures?|signatories|unterschrift(?:en)?
|freigaben?
|genehmigung(?:en)?|unterzeichnung|abnahme|approbations?|signatures|visas?|émargement|firmas?|aprobaci(?:ón|ones)
|aprova(?:ção|ções)|assinaturas?|approvazion[ei]|firme|ondertekening|handtekeningen|goedkeuring(?:en)?
|zatwierdzeni[ea]
|podpisy|утверждение|подписи|согласование|underskrift(?:er)?|godkännande|godkjenning|godkendelse|onay|imzalar
|persetujuan|phê\ duyệt)\b|批准|审批|签字|签署|签章|簽核|承認|署名|押印|決裁|승인|서명|결재
"""
