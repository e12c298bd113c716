"""Which words stand beside a number, or instead of one, in what units send? All as search keys, except the scales."""

# Scale words keep their accents: "5 trạm" (stations) is not 500 and "5 ngân hàng" (banks) are not 5000.
SCALES = {"trăm": 2, "nghìn": 3, "ngàn": 3, "k": 3, "triệu": 6, "tr": 6, "tỷ": 9, "tỉ": 9}
SCALES_WITHOUT_ACCENTS = {"nghin": 3, "trieu": 6, "ty": 9}  # only where the whole text has no accents
MAYBE_SCALES = ("tram", "ngan", "ti")  # without accents: a hundred or a station, a thousand or a bank
ENGLISH_SCALES = {"thousand": 3, "million": 6, "billion": 9}

EXACTLY = {"", "co", "tong", "tong so", "tong cong", "la", "dat", "duoc", "so luong", "total"}
ABOUT = {
    *("hon", "tren", "gan", "khoang", "chung", "khoang chung", "khoang tren", "khoang hon", "khoang gan", "tren duoi"),
    *(
        "xap xi",
        "uoc",
        "uoc tinh",
        "uoc dat",
        "tam",
        "dat tren",
        "dat hon",
        "co tren",
        "co hon",
        "it nhat",
        "toi thieu",
    ),
    *("khong duoi", "over", "more than", "about", "around", "nearly", "almost", "at least", "approximately"),
}
ABOUT_SIGNS = "~≈≃><≥≤±"
ABOUT_BEHIND = r"\s*(?:\+|hơn\b)|.*\b(?:trở lên|or more)\b"

SHORT_NO = {"k", "ko", "kg", "khg", "k0", "hong"}  # how "không" is shortened
ZERO = {"khong", "khong co", "khong phat sinh", "khong co phat sinh", "none", "nil", "no", "zero"}
NOT_AVAILABLE = {
    *("khong co so lieu", "chua co so lieu", "khong co du lieu", "chua co du lieu", "khong co thong tin", "khong ro"),
    *("chua ro", "khong thong ke", "chua thong ke", "chua tong hop", "dang tong hop", "khong xac dinh"),
    *("chua xac dinh", "dang cap nhat", "chua cap nhat", "no data", "no figure", "not available", "unknown"),
}
NOT_APPLICABLE = {
    *("khong ap dung", "kgap", "kad", "khong lien quan", "khong thuoc doi tuong", "not applicable"),
    *("does not apply", "x"),
}
TWO_MEANINGS = {"n a", "na", "chua", "chua co"}  # no figure, or none to give? nothing yet, or not counted yet?

DONG = r"(?:đồng|dong|vnđ|vnd|đ|d|₫)(?!\w)"
OTHER_MONEY = r"\b(?:usd|do la|dollars?|eur|euros?|rub|rup|rubles?|jpy|cny|gbp)\b|[$€¥£₽]"
