// The twin of mapgen/folding.py: one form for what is written differently and meant the same. Nothing folded is shown.
// tests/search_folding.yaml holds both to the same answers. No lookbehind: older iPhones would refuse the whole file.
const Search = {
  folder(spellings) {
    const form = new Map(spellings);
    const first = [...new Set(spellings.map(([spelling]) => spelling[0]))].join("");  // skips most of a text at once
    const spelling = new RegExp(`(?=[${first}])(?:${[...form.keys()].join("|")})`, "g");
    return (text) => text.normalize("NFKC").toLowerCase().replace(/ς/g, "σ")
      .replace(/([\u4e00-\u9fff々])[ケヶ](?=[\u4e00-\u9fff])/g, "$1が")
      .replace(/([ぁ-ゖァ-ヶー])[-‐‒–—―−─~〜]+/g, "$1ー")
      .replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt() - 0x60))
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .replace(/(^|[^a-z]) +/g, "$1")
      .replace(/ +(?![a-z])/g, "")
      .replace(/ー+/g, "ー")
      .replace(/ー(?![ぁ-ゖ])/g, "")
      .replace(spelling, (found) => form.get(found));
  },
};
