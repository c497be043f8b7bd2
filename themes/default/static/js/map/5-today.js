// Whether somebody is open on a day, reckoned from the week, nth weekdays, closed days and national holidays.
const Today = {
  // The day in Japan, wherever the visitor's clock stands: nine hours ahead of UTC all year.
  date: (now = Date.now()) => new Date(now + 9 * 3600e3).toISOString().slice(0, 10),

  inWords: (day) => new Intl.DateTimeFormat(document.documentElement.lang, {
    month: "long", day: "numeric", weekday: "long", timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`)),

  // True or false; null where a national holiday would decide and those of that year are not known here.
  open(weeks, day, holidays) {
    const date = new Date(`${day}T00:00:00Z`);
    const weekday = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()];
    const nth = Math.ceil(date.getUTCDate() / 7);
    let answer = false;
    for (const { hours, closed } of weeks) {
      if (!hours.some((each) => each.days.includes(weekday) && (!each.nth || each.nth.includes(nth)))) continue;
      if (closed.includes(day) || (closed.includes("new-year") && /-12-(29|30|31)$|-01-0[123]$/.test(day))) continue;
      if (!closed.includes("holidays")) return true;
      const year = Number(day.slice(0, 4));
      if (year < holidays.from || year > holidays.to) answer = null;
      else if (!holidays.days.includes(day)) return true;
    }
    return answer;
  },
};
