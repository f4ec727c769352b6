"""Radicals that stand for ideographs: ⽀ (U+2F40) for 支, ⻓ (U+2ED3) for 长.

Some PDF writers put the radical's code where the ideograph is printed; both look alike, and no word
is found in such a text. Compatibility decomposition knows the Kangxi radicals (U+2F00–2FD5). Of
the CJK Radicals Supplement (U+2E80–2EF3) it knows two; the others follow the property
Equivalent_Unified_Ideograph of the Unicode Character Database (EquivalentUnifiedIdeograph.txt).
U+2E80 has none there and stays. One differs: ⼾ (U+2F3E) is 户, as the documents are set in
simplified characters; Unicode gives the traditional 戶.
"""

from __future__ import annotations

import re
import unicodedata

_RADICAL = re.compile("[\u2e80-\u2fdf]")  # most texts have none
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺"
    "⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀"
    "⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝"
    "⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_PLAIN = _KANGXI | dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True))
_PLAIN[0x2F3E] = "户"


def plain_ideographs(text: str) -> str:
    """`text` with every radical of U+2E80–2FDF as the ideograph that it looks like, length kept."""
    return text.translate(_PLAIN) if _RADICAL.search(text) else text
