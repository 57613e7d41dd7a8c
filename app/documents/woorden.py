"""The fixed words of the consent copy in the client's language.

None of these was reviewed by a native speaker yet; a page says so when its own texts weren't (`nagekeken=False`).
"""

from __future__ import annotations

from dataclasses import dataclass

RTL = frozenset({"ar", "fa", "ps", "ur", "ckb", "he"})

TALL = RTL | {"ti", "am"}
"""Languages whose letters need lines further apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woorden:
    """Headings and answers in one language."""

    toestemming: str
    wat: str
    met_wie: str
    waarom: str
    ja: str
    nee: str
    open: str
    tot: str
    rechten: str
    handtekening: str
    niet_nagekeken: str


NL = Woorden(
    toestemming="Toestemming",
    wat="Wat",
    met_wie="Met wie",
    waarom="Waarom",
    ja="Ja, dit mag",
    nee="Nee, dit mag niet",
    open="Nog niet beantwoord",
    tot="Geldig tot",
    rechten="Goed om te weten",
    handtekening="Handtekening",
    niet_nagekeken="Deze vertaling is nog niet nagekeken door iemand die de taal van huis uit spreekt. "
    "De Nederlandse tekst geldt.",
)

TALEN = {
    "en": Woorden(
        toestemming="Consent",
        wat="What",
        met_wie="With whom",
        waarom="Why",
        ja="Yes, I agree",
        nee="No, I do not agree",
        open="Not answered yet",
        tot="Valid until",
        rechten="Good to know",
        handtekening="Signature",
        niet_nagekeken="This translation has not been checked by a native speaker yet. The Dutch text applies.",
    ),
    "ar": Woorden(
        toestemming="الموافقة",
        wat="ماذا",
        met_wie="مع من",
        waarom="لماذا",
        ja="نعم، أوافق",
        nee="لا، لا أوافق",
        open="لم تتم الإجابة بعد",
        tot="صالحة حتى",
        rechten="من المهم أن تعرف",
        handtekening="التوقيع",
        niet_nagekeken="لم يراجع هذه الترجمة بعد شخص لغته الأم هي العربية. النص الهولندي هو المعتمد.",
    ),
    "fa": Woorden(
        toestemming="رضایت‌نامه",
        wat="چه چیزی",
        met_wie="با چه کسی",
        waarom="چرا",
        ja="بله، موافقم",
        nee="نه، موافق نیستم",
        open="هنوز پاسخ داده نشده",
        tot="معتبر تا",
        rechten="خوب است بدانید",
        handtekening="امضا",
        niet_nagekeken="این ترجمه هنوز توسط یک فارسی‌زبان بررسی نشده است. متن هلندی معتبر است.",
    ),
    "ti": Woorden(
        toestemming="ፍቓድ",
        wat="እንታይ",
        met_wie="ምስ መን",
        waarom="ስለምንታይ",
        ja="እወ፡ ይፍቀድ",
        nee="ኣይፋል፡ ኣይፍቀድን",
        open="ገና ኣይተመለሰን",
        tot="ክሳብ",
        rechten="ክትፈልጦ ዘለካ",
        handtekening="ፌርማ",
        niet_nagekeken="እዚ ትርጉም ብተዛራቢ ትግርኛ ገና ኣይተረጋገጸን። እቲ ናይ ሆላንድ ጽሑፍ እዩ ዝጸንዕ።",
    ),
    "tr": Woorden(
        toestemming="İzin",
        wat="Ne",
        met_wie="Kiminle",
        waarom="Neden",
        ja="Evet, izin veriyorum",
        nee="Hayır, izin vermiyorum",
        open="Henüz cevaplanmadı",
        tot="Geçerlilik sonu",
        rechten="Bilmeniz iyi olur",
        handtekening="İmza",
        niet_nagekeken="Bu çeviri henüz ana dili Türkçe olan biri tarafından kontrol edilmedi. "
        "Hollandaca metin geçerlidir.",
    ),
    "fr": Woorden(
        toestemming="Consentement",
        wat="Quoi",
        met_wie="Avec qui",
        waarom="Pourquoi",
        ja="Oui, je suis d’accord",
        nee="Non, je ne suis pas d’accord",
        open="Pas encore de réponse",
        tot="Valable jusqu’au",
        rechten="Bon à savoir",
        handtekening="Signature",
        niet_nagekeken="Cette traduction n’a pas encore été relue par une personne de langue maternelle française. "
        "Le texte néerlandais fait foi.",
    ),
    "uk": Woorden(
        toestemming="Згода",
        wat="Що",
        met_wie="З ким",
        waarom="Чому",
        ja="Так, я погоджуюся",
        nee="Ні, я не погоджуюся",
        open="Ще немає відповіді",
        tot="Діє до",
        rechten="Варто знати",
        handtekening="Підпис",
        niet_nagekeken="Цей переклад ще не перевірив носій мови. Чинним є нідерландський текст.",
    ),
}
