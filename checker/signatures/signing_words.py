r"""What people write where they sign, approve or refuse, in the languages of the field, as patterns in lower case.

A pattern is read with `re.IGNORECASE` and `re.VERBOSE`: a blank is `\\ `.
"""

from __future__ import annotations

APPROVED = r"""
approv(?:ed?|al)|accept(?:ed)?|sign(?:ed)?(?:[ -]?off)?|agreed?|go|pass(?:ed)?|lgtm|confirmed|granted|endorsed
|concur(?:red)?|ratified|acknowledged|done|completed?|verified|validated|certified|authori[sz]ed|released
|genehmigt|freigegeben|unterschrieben|unterzeichnet|bestätigt|angenommen|abgenommen|zugestimmt|geprüft
|approuvée?|validée?|acceptée?|signée?|vérifiée?|visée?|favorable|conforme|aprobad[oa]|aceptad[oa]|firmad[oa]
|validad[oa]|conforme|aprovad[oa]|assinad[oa]|aceit[oa]|homologad[oa]|approvat[oa]|firmat[oa]|accettat[oa]|validat[oa]
|goedgekeurd|akkoord|ondertekend|getekend|zatwierdzon[oaey]|zaakceptowan[oaey]|podpisan[oaey]|утвержден[оа]?|утверждён
|утверждено|одобрено|согласован[оа]?|подписан[оа]?|затверджено|погоджено|підписано|godkänd|godkjent|godkendt
|hyväksytty|onaylandı|imzalandı|schváleno|podepsáno|jóváhagyva|aprobat|disetujui|đã\ (?:ký|duyệt|phê\ duyệt)
"""
"""A decision in favour. Where more stands behind it, that decides (`Approved with conditions`)."""

EAST_ASIAN_APPROVED = r"""
(?:已|同意并)?(?:签字|签署|签名|签章|盖章|批准|审批(?:通过)?|审核(?:通过)?|通过|同意|确认|核准|完成)(?:完成)?
|已阅|审批通过|审核通过
|(?:電子)?(?:承認|署名|押印|捺印|確認|決裁|合意|完了)(?:済み?|しました|します|する|完了)?|済み?|可|合格
|(?:서명|승인|확인|결재|동의|날인|완료)(?:함|됨|완료|했음|\ ?완료)?|적합
"""

MARKS = r"""
/+s/+|(?:
    (?:e-?|docu)?signed|sd|gez|sign(?:ed)?[ -]?off|approved?|agreed|accepted|confirmed|acknowledged|reviewed
  | witnessed|authori[sz]ed|verified|validated|done|yes|y|ok(?:ay)?|lgtm|digital(?:ly)?|electronic(?:ally)?
  | signatures?|on\ file|in\ person|by|via|on|with|and|docusign|adobe(?:\ sign)?|gpg|pgp|e-?mail|hand|wet|ink|true
  | present|completed?|valid|all|fully|unterschrieben|unterzeichnet|gezeichnet|signée?|firmado|approuvée?|genehmigt
  | freigegeben|elektronisch|digital|handschriftlich|bestätigt|ja|oui|sí|si|sim|tak|да|так|ano|evet|kyllä
  | électroniquement|numériquement|validée?|visée?|lu\ et\ approuvé|bon\ pour\ accord|aprobad[oa]|electrónicamente
  | digitalmente|firmad[oa]|conforme|aprovad[oa]|assinad[oa]|eletronicamente|approvat[oa]|firmat[oa]
  | elettronicamente|digitaal|elektronisch|geparafeerd|ondertekend|getekend|goedgekeurd|akkoord|podpisan[oaey]
  | elektronicznie|zatwierdzon[oaey]|подписано|электронно|утверждено|согласовано|одобрено|signerad|underskriven
  | godkänd|signert|underskrevet|godkjent|godkendt|allekirjoitettu|hyväksytty|imzalandı|onaylandı|podepsáno|schváleno
  | aláírva|jóváhagyva|semnat|aprobat|ditandatangani|disetujui|đã\ ký|đã\ duyệt
)(?!\w)
"""
"""Words of which a mark that is nobody's own consists (`Digitally signed via DocuSign`)."""

EAST_ASIAN_MARKS = rf"""(?:{EAST_ASIAN_APPROVED}|电子|電子|전자|[（(]?[印㊞][）)]?|はい|是|예|네)"""

PENDING = r"""
not\ (?:yet|signed|approved|required|received|available)|never|un-?signed|no\ signature|without\ signature
| is?n['’]t|has?n['’]t|await\w*|pending|waiting|wait\ for|t\.?b\.?[acd]|todo|to[ -]do
| to\ (?:be|sign|follow|confirm|come)|(?-i:will|shall|should|must)|will\ (?:sign|be|follow)|needs?|required
| requested|missing|outstanding|due|planned|scheduled|expected|target|later|soon|tomorrow|next\ \w+|open|declined
| refused|rejects?|rejected|withdrawn|revoked|cancell?ed|disapproved|denied|absent|on\ hold|draft|placeholder
| sample|template|dummy|unknown|sign\ here|delivered|viewed|sent|unapproved|expired|voided?|in\ (?:review|progress)
| under\ review|yet\ to|ready\ (?:for|to)|unconfirmed|incomplete|not\ started|deferred|postponed
| ausstehend|offen|fehlt|nicht|noch|abgelehnt|zurückgezogen|wartet|unsigniert|steht\ aus|in\ (?:prüfung|bearbeitung)
| en\ (?:attente|cours)|à\ (?:signer|compléter|faire|valider|définir)|non\ (?:signée?|validée?|approuvée?)|refusée?
| rejetée?|manquante?|pendientes?|por\ (?:firmar|definir|aprobar|confirmar)|sin\ firm\w+|no\ (?:firmad|aprobad)[oa]
| rechazad[oa]|falta|en\ (?:revisión|espera)|pendentes?|aguard\w+|a\ (?:aguardar|assinar|definir)|não|sem\ assinatura
| em\ (?:aberto|análise|revisão)|rejeitad[oa]|reprovad[oa]|recusad[oa]|in\ (?:attesa|corso)|da\ (?:firmare|definire)
| non\ (?:firmat|approvat)[oa]|respint[oa]|rifiutat[oa]|in\ afwachting|nog|niet|te\ (?:ondertekenen|tekenen)
| afgewezen|openstaand|oczekuj\w+|do\ (?:podpisu|podpisania|uzupełnienia|ustalenia)|nie\ ?podpisan\w+|brak|odrzucon\w+
| ожида\w+|не(?:т)?|на\ (?:подписи|согласовании)|отклонен\w*|отказано|очікує\w*|не\ підписан\w*|väntar|inte
| avslagen|avventer|ikke|avvist|afvist|afventer|odottaa|hylätty|bekl[ei]\w+|imzalanmadı|reddedildi|čeká\w*|nepodepsáno
| zamítnuto|függőben
| în\ așteptare|nesemnat|menunggu|belum|ditolak|chưa|chờ
"""
"""What says that nobody has signed so far, or refuses."""

EAST_ASIAN_PENDING = r"""
未(?!来|央|知)|^\W*待|待(?:签|定|审|批|确认|ち)|不同意|不批准|不通过|驳回|駁回|拒绝|否决|暂缓|进行中|审批中|审核中
|予定|却下|否認|不承認|不可|保留|差し?戻し|(?:進行|審査|確認|検討|レビュー|申請)中|依頼|미서명|미승인|미정
|미완료|대기|보류|반려|거절|거부|예정|진행\ ?중|불가|부적합
"""

REJECTED = r"""
not\b|no[- ]go|(?:reject|declin|den[iy]|fail|block|veto|refus)(?:s|ed|e)?\b|withdrawn|revoked|changes\ requested
|abgelehnt|refusée?|rejetée?|rechazad[oa]|rejeitad[oa]|reprovad[oa]|respint[oa]|afgewezen|odrzucon\w+|отклонено
"""
DRAFT = r"""
draft|proposed?|proposal|pending|rejected|declined|in\ (?:review|progress|discussion)|under\ (?:review|discussion)
|await\w*|open|todo|tb[adc]|wip|work\ in\ progress|unsigned|unapproved|not\b.*|withdrawn|superseded|deprecated
|on\ hold|entwurf|vorgeschlagen|in\ (?:prüfung|bearbeitung)|offen|ausstehend|abgelehnt|brouillon|proposée?
|en\ (?:attente|cours)
|borrador|propuest[oa]|pendiente|en\ revisión|rascunho|propost[oa]|pendente|em\ (?:análise|revisão|andamento)|bozza
|in\ attesa|concept|voorgesteld|in\ behandeling|szkic|projekt|oczekuj\w+|черновик|проект|草稿|草案|起草中|待.*
|未.*|审批中|评审中
|ドラフト|案|提案中?|承認待ち|レビュー中|保留|초안|제안|검토\ ?중|대기
"""
"""How far a document is that nobody has approved."""

SIGNED_BY = r"""
(?:/+s/+
|(?:(?:(?:this|the)\ )?\w+\ (?:has\ been|was|is)\ )?(?:(?:electronically|digitally|e-?|docu)[ -]?)?
    (?:signed|approved|authori[sz]ed|countersigned)(?:\ (?:and|&)\ (?:signed|approved))?
    (?:\ (?:electronically|digitally|off))?\ by
|(?:(?:elektronisch|digital)\ )?(?:unterschrieben|unterzeichnet|signiert|gezeichnet|freigegeben|genehmigt)
    \ (?:von|durch)
|(?:signé|approuvé|validé)e?(?:\ (?:électroniquement|numériquement))?\ par
|(?:firmado|aprobado)(?:\ (?:electrónicamente|digitalmente))?\ por
|(?:assinado|aprovado)(?:\ (?:eletronicamente|digitalmente))?\ por
|(?:firmato|approvato)(?:\ (?:elettronicamente|digitalmente))?\ da
|(?:(?:elektronisch|digitaal)\ )?(?:ondertekend|getekend)\ door
|podpisan[oey](?:\ (?:elektronicznie|cyfrowo))?\ przez
|подписано(?:\ электронно)?
)
"""
"""How a sentence begins that says who has signed."""

CONDITION = r"""
conditional\w*|conditions?|contingent|subject\ to|provided|providing|assuming|assumes|except\w*|excluding|exclusive
|but
| however|although|though|partial\w*|partly|pending|if|unless|until|till|once|when|whenever|after|before
|as\ long\ as|only
| reserv\w+|caveats?|proviso|limited|interim|provisional\w*|preliminary|tentative\w*|in\ principle|draft|objections?
| disagree\w*|concerns?|under\ (?:protest|review)|void
| vorbehalt\w*|vorbehaltlich|unter|bedingung\w*|bedingt|falls|sofern|sobald|wenn|bis|außer|nur|vorläufig\w*
|mit\ auflagen?
| sous|réserves?|conditions?|sauf|dès\ que|lorsque|si|provisoire\w*|sujeto|condicion\w*|reservas?|salvo|excepto|cuando
| provisional|ressalvas?|condições|sujeito|exceto|caso|riserv\w+|condizion\w+|salvo|eccetto|purché|voorbehoud|mits
|tenzij
| behalve|voorwaard\w*|zastrzeżeni\w+|warunk\w+|pod\ warunkiem|z\ wyjątkiem|условн\w*|при\ условии|с\ оговор\w+|кроме
| förbehåll|forbehold|villkor|vilkår|ehdo\w+|şart\w*|koşul\w*|podmín\w+|výhrad\w+|feltétel\w*|rezerv\w+|condiți\w+
"""
"""What makes an approval depend on something, or leaves a part of it out."""

EAST_ASIAN_CONDITION = r"有条件|附条件|条件付|条件(?:是|で)|但(?:し|是)?|留保|除く|除外|暂时|조건부|조건|단서|유보"

UNCONDITIONAL = r"""
(?:no|without|zero|free\ of|not\ subject\ to|ohne|keine?|sans|aucune?|sin|sem|senza|zonder|bez|без|utan|uden|uten)
\ (?:any\ |further\ |jede\ )?(?:reserv\w+|conditions?|objections?|caveats?|exceptions?|concerns?|limits?|limitations?
  |vorbehalt\w*|bedingung\w*|einschränkung\w*|einwände?|réserves?|objections?|reservas?|condiciones|ressalvas?
|riserv\w+
  |voorbehoud|zastrzeżeń|оговорок)
"""
"""What says that there is no condition."""

TAKEN_BACK = r"""
withdr[ae]w\w*|revok\w+|revocation|rescind\w*|retract\w*|recant\w*|repudiat\w*|reject\w*|declin\w+|refus\w+|veto\w*
| disapprov\w*|den(?:y|ies|ied)|object(?:s|ed)?\ to|cancel\w*|no\ longer|taken?\ back|took\ back|null\ and\ void
|voided?
| invalidat\w*|unsign\w*|unapprov\w*
| (?:not|never|n['’]t)(?:\ \w+)?\ (?:approv\w+|sign\w*|accept\w*|agree\w*|confirm\w*|endors\w+)
| zurückgezogen|zurückgenommen|zieht\ .{0,40}\ zurück|widerruf\w*|abgelehnt|lehnt\ .{0,40}ab|verweiger\w+
|nicht\ (?:genehmigt
  |freigegeben|unterschrieben|einverstanden)
| retirée?|révoqu\w+|refusée?|refuse|rejetée?|retirad[oa]|revocad[oa]|rechazad[oa]|rechaza|revogad[oa]|rejeitad[oa]
| ritirat[oa]|revocat[oa]|respint[oa]|rifiut\w+|ingetrokken|herroepen|afgewezen|geweigerd|wycofan\w+|odrzuc\w+
| отозван\w*|отклон\w+|отказ\w*|återkall\w*|avslag\w*|trukket\ tilbage|afvist|geri\ çek\w*|redde\w+
"""
"""What takes an approval back or refuses it."""

EAST_ASIAN_TAKEN_BACK = r"撤回|撤销|撤銷|取消|驳回|駁回|拒绝|拒絶|却下|作废|無効|철회|취소|반려|거절|거부"

HARMLESS = r"""
of|off|at|the|a|an|and|by|from|on|via|in|as|with|own|hand|hereby|herewith|i|we|me|my|name|above|below|date|dated|this|that
|it|its|these
|all|full|fully|document|report|plan|version|release|change|page|form|section|content|contents|whole|entire|who|has
|have|been
|is|was|am|are|be|per|me|herewith|for\ and\ on\ behalf\ of\ the\ company|signatory|signed|signature|place|am|um
|in|und|der|die
|das|den|vom|le|la|les|et|par|el|en|y|por|em|e|il|da|op|te|i|w|z|g|uhr|h|utc|gmt|cet|cest|ist|est|edt|pst|pdt|copy|dies|dieses|dokument|bericht|handover|deliverables?|minutes|agreement|terms
"""
"""Words that say nothing of their own beside a name, a mark and a day."""

ORGANISATIONS = r"""gmbh|ag|kg|ug|se|inc|llc|ltd|limited|plc|corp|corporation|co|company|b\.?v|n\.?v|s\.?a
|s\.?r\.?l|s\.?a\.?s|oy|ab|as|pty|pvt|kk|foundation|university|group|labs"""
"""How the names of companies end."""

STATED = r"""
(?:(?:has|have|hat|a|ha|heeft|hereby|formally|fully|digitally|electronically|herewith)\s+)*
(?:approve[sd]?|sign(?:s|ed)?(?:[ -]off)?|accept(?:s|ed)?|endorse[sd]?|confirm(?:s|ed)?|agree[sd]?|authori[sz]e[sd]?
  |countersign(?:s|ed)|ratifie[sd]|acknowledge[sd]?
  |genehmigt|freigegeben|unterschrieben|unterzeichnet|approuvé|validé|signé|aprobado|firmado|aprovou|assinou
|approvato|firmato
  |goedgekeurd|ondertekend|zatwierdził|podpisał|утвердил|подписал|согласовал|genehmigte|unterschrieb|unterzeichnete|bestätigte
  |freigab)a?
"""
"""What stands behind the name in a sentence that says who has approved."""

DECLARES = r"""
(?:this|the\ present)\ (?:\w+\ )?(?:document|report|record|entry|e?-?mail|message|line)\ (?:serves|counts|stands
|is\ given)\ as
\ (?:(?:\w+)\ ){0,3}(?:authori[sz]ation|approval|signature|consent|sign-?off)(?:\ (?:for|of)\ [^.;,()]*)?
"""
"""A sentence that says of itself that it is the signature."""

AHEAD = r"""
will|shall|should|must|to\ be|to\ (?:sign|approve|confirm|review|accept)|due|planned|scheduled|expected|target|pending
|await\w*|not\ yet|tb[adc]|soll|wird|muss
"""
"""What says of a ticked box that it is still to be done."""
