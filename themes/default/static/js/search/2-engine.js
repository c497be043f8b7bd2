// What search.json says, made searchable. A query is words: each is looked for as it is (in names, in the words that lead
// to a page, in the rest), else by the known words that it contains or resembles. Nothing leaves this page.
Search.open = (data) => {
  "use strict";
  const NAME = 40, WORD = 20, REST = 5, ALIKE = 0.6, LATIN = 0.75, SOME = 0.25, ROWS = 0.4, CARDS = 6, KANJI = /[\u4e00-\u9fff]/;
  const fold = Search.folder(data.spellings);
  const fillers = new Set(data.fillers);
  const endings = data.fillers.filter((filler) => filler.length > 2 && !/[a-z]/.test(filler));
  const { targets, orgs, hotlines } = data;
  const all = [];
  const take = (things) => {
    for (const thing of things) {
      thing.names = [...new Set([fold(thing.name || ""), ...thing.names || []])].filter(Boolean);
      thing.words ||= [];
      thing.rest = `${fold(thing.about || thing.summary || "")}\n${thing.more || ""}`;
      all.push(thing);
    }
  };
  take(targets);
  take(orgs);
  const most = (numbers) => Math.max(0, ...numbers);
  const raise = (scores, thing, score) => {
    if (score > (scores.get(thing) || 0)) scores.set(thing, score);
  };

  // Where a word begins in a text, or -1. Latin words begin where a word begins ("art" is not in "party"); as a `whole`
  // the short ones end there too ("dv" is not in "dvd").
  const latin = (text, at) => /[a-z]/.test(text.charAt(at));
  const find = (text, word, whole) => {
    let at = -1, end;
    do {
      at = text.indexOf(word, at + 1);
      end = at + word.length;
    } while (at >= 0 && latin(word, 0) && (latin(text, at - 1) || whole && word.length < 4 && latin(text, end)));
    return at;
  };

  // As it is: how well a word fits a thing by its own names and words, then organisations by what they are sorted under.
  const fit = (thing, word) => most([
    find(thing.rest, word) < 0 ? 0 : REST,
    ...thing.words.map((text) => find(text, word) < 0 ? 0 : WORD + 10 * word.length / text.length),
    ...thing.names.map((text) => {
      const at = find(text, word);
      return at < 0 ? 0 : NAME + (at ? 0 : text === word ? 60 : 20);
    }),
  ]);
  const direct = (word) => {
    const scores = new Map();
    for (const thing of all) raise(scores, thing, fit(thing, word));
    for (const org of orgs) {
      org.of.forEach((n, place) => {
        const score = scores.get(targets[n]) || 0;
        if (score >= WORD) raise(scores, org, Math.min(score, NAME - 5) - Math.min(place, 9) / 2);
      });
    }
    return scores;
  };

  // By resemblance: pairs of neighbouring characters, each worth more the fewer names and words hold it.
  const pairs = (text, see) => {
    for (let at = 1; at < text.length; at++) see(text.slice(at - 1, at + 1));
  };
  let known;
  const learn = () => {
    const texts = [], holders = new Map(), worth = new Map();
    for (const thing of all) {
      for (const text of thing.href ? [...thing.names, ...thing.words] : []) {
        const n = texts.push({ thing, text, size: 0, worth: 0 }) - 1;
        pairs(text, (pair) => {
          const numbers = holders.get(pair);
          if (!numbers) holders.set(pair, [n]);
          else if (numbers[numbers.length - 1] !== n) numbers.push(n);
          else return;
          texts[n].size++;
        });
      }
    }
    for (const [pair, numbers] of holders) {
      worth.set(pair, Math.log(1 + texts.length / numbers.length));
      for (const n of numbers) texts[n].worth += worth.get(pair);
    }
    return { texts, holders, worth };
  };
  // What shares enough of its pairs with a sentence, or the sentence of its own; a word that stands in it counts in full.
  // The last try (`enough` under ALIKE) takes a single pair, if there is a kanji in it.
  const alike = (sentence, enough) => {
    known ||= learn();
    const mine = new Set(), shared = new Map(), scores = new Map();
    pairs(endings.reduce((text, ending) => text.replace(ending, ""), sentence), (pair) => mine.add(pair));
    for (const pair of mine) {
      for (const n of enough < ALIKE && !KANJI.test(pair) ? [] : known.holders.get(pair) || []) {
        const [worth, count] = shared.get(n) || [0, 0];
        shared.set(n, [worth + known.worth.get(pair), count + 1]);
      }
    }
    for (const [n, [worth, count]] of shared) {
      const { thing, text, size, worth: whole } = known.texts[n];
      const share = Math.max(worth / whole, count / mine.size);
      if (find(sentence, text, true) >= 0) raise(scores, thing, worth);
      else if (share >= enough && size > 2 && (count > 1 || enough < ALIKE)) raise(scores, thing, worth * share * share);
    }
    return scores;
  };
  // Organisations come by all that they are sorted under. What lies far behind the best of its kind is left out.
  const resembled = (sentence, enough) => {
    const scores = alike(sentence, enough), kept = new Map();
    for (const org of orgs) {
      const led = org.of.map((n, place) => (scores.get(targets[n]) || 0) * (1 - place / 50));
      raise(scores, org, led.reduce((sum, score) => sum + score, 0));
    }
    for (const [things, least] of [[targets, SOME], [orgs, ROWS]]) {
      const best = most(things.map((thing) => scores.get(thing) || 0));
      for (const thing of things) {
        const share = scores.get(thing) / best;
        if (share >= least) kept.set(thing, (WORD + 10) * share);
      }
    }
    return kept;
  };

  // One word of a query. Found word for word in what somebody says of itself, four characters or more beat resemblance.
  let sure;
  const meant = (word) => {
    const scores = direct(word);
    if (most(scores.values()) >= WORD || word.length < 3) return scores;
    if (word.length > 3) for (const thing of scores.keys()) scores.set(thing, WORD + 11);
    let like = resembled(word, latin(word, 0) ? LATIN : ALIKE);
    if (!like.size && !scores.size) {
      like = resembled(word, 0.1);
      sure = false;
    }
    for (const [thing, score] of like) raise(scores, thing, score);
    return scores;
  };

  // Those that enough of the words fit, who fits more of them first; `near` drops what lies far behind the best.
  const ranked = (things, found, enough, near = 0) => {
    const list = things.filter(({ href }) => href).map((thing) => {
      const scores = found.map((each) => each.get(thing) || 0).filter(Boolean);
      return { thing, hits: scores.length, score: scores.reduce((sum, score) => sum + score, 100 * scores.length) };
    });
    const best = most(list.map(({ score }) => score));
    return list.filter(({ hits, score }) => hits && hits >= enough && score >= best * near)
      .sort((a, b) => b.score - a.score)
      .map(({ thing }) => thing);
  };

  // Somebody in danger sees a number first, whatever else is found: first those with the longest word of the query. What
  // is being typed counts once most of a word is there.
  const urgent = (query) => {
    const begun = (word) => query.length > 1 && query.length * 5 >= word.length * 3 && word.startsWith(query);
    const reach = ({ names, words = [] }) => most([
      ...words.filter((word) => find(query, word, true) >= 0 || begun(word)).map((word) => word.length),
      ...names.filter((name) => name === query || query.length > 3 && name.startsWith(query)).map((name) => name.length),
    ]);
    return hotlines.filter(reach).sort((a, b) => reach(b) - reach(a));
  };

  return {
    fold,
    // More organisations, of a site that is read in parts.
    add(more) {
      for (const org of more) orgs.push(org);
      take(more);
      known = null;
    },
    find(query) {
      sure = true;
      const whole = fold(query);
      const parts = query.normalize("NFKC").split(/[\s、。,・\/!?…「」()]+/).map(fold).filter(Boolean);
      const words = [...new Set(parts.filter((word) => !fillers.has(word)))];
      const found = (words.length || !whole ? words : [whole]).map(meant);
      const both = ranked(orgs, found, found.length);
      return {
        hotlines: urgent(whole),
        pages: ranked(targets, found, 1, ROWS).slice(0, CARDS),
        orgs: both.length ? both : ranked(orgs, found, 1),
        sure,
      };
    },
  };
};
