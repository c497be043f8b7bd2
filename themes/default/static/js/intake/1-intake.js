// Chooses the organisation that the address names, and writes the answers as YAML too, for whoever reads the mail.
(() => {
  const form = document.querySelector("form[data-yaml]");
  if (!form) return;
  const field = name => form.elements.namedItem(name);
  const asked = new URLSearchParams(location.search).get("org");
  if (asked && [...(field("org") || [])].some(option => option.value === asked)) field("org").value = asked;

  // What JSON writes between quotes, YAML reads between quotes. Signs that nobody sees are none in our files.
  const quoted = text => JSON.stringify(text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g, " "));
  const nested = {
    contact: (key, text) => `contact:\n  ${key}: ${text}`,
    places: (key, text) => `places:\n  - ${key}: ${text}`,
  };
  const line = (key, text) => {
    const [outer, inner] = key.split(".");
    return inner ? nested[outer](inner, quoted(text)) : `${key}: ${quoted(text)}`;
  };
  const remark = text => text.split(/[\r\n\u0085\u2028\u2029]+/).map(row => `# ${row}`).join("\n");
  const sources = text => `sources:\n${text.split(/[\r\n]+/).filter(row => row.trim()).map(row => `  - ${/^https?:\/\/\S+$/.test(row.trim()) ? "url" : "title"}: ${quoted(row.trim())}`).join("\n")}`;

  const said = () => [...form.querySelectorAll("[data-key]")]
    .map(one => [one.dataset.key, one.type === "checkbox" && !one.checked ? "" : one.value.trim()])
    .filter(([, text]) => text);
  const report = answers => {
    const { org, what, correct, sources: from } = Object.fromEntries(answers);
    return [
      remark(`content/orgs/${org || "?"}.yaml`),
      what === "other" ? remark(correct || "") : line(what, correct || ""),
      from && sources(from),
    ];
  };
  const suggestion = answers => {
    const serves = answers.filter(([key]) => key === "serves").map(([, text]) => text);
    const contact = answers.filter(([key]) => key.startsWith("contact."));
    return [
      ...answers.filter(([key]) => !/^(serves|sources|contact\..*)$/.test(key)).map(([key, text]) => line(key, text)),
      contact.length && `contact:\n${contact.map(([key, text]) => `  ${key.slice(8)}: ${quoted(text)}`).join("\n")}`,
      serves.length && `serves: [${serves.join(", ")}]`,
      ...answers.filter(([key]) => key === "sources").map(([, text]) => sources(text)),
      "status: draft",
    ];
  };
  const write = () => {
    const rows = form.dataset.yaml === "report" ? report(said()) : suggestion(said());
    field("yaml").value = `${rows.filter(Boolean).join("\n")}\n`;
  };
  form.addEventListener("input", write);
  form.addEventListener("submit", write);
})();
