// A large site is read in parts: first what is in view, the rest once a filter, a place or an address asks for it. Each
// organisation is in one part.
function Parts(data, map, address) {
  "use strict";
  const AT_ONCE = 3;
  const { fill } = Page, spots = new Map(), all = data.parts.reduce((sum, { count }) => sum + count, 0);
  let waiting = [...data.parts], busy = 0, read = 0, everything = false, arrived, asked;
  Object.assign(data, { orgs: {}, rows: {}, points: [], of: (id) => spots.get(id) || [] });

  const middle = ({ bounds: [[south, west], [north, east]] }) => L.latLng((south + north) / 2, (west + east) / 2);
  const seen = ({ bounds }) => bounds && map.getBounds().intersects(bounds);
  const away = (part) => (part.bounds ? map.getCenter().distanceTo(middle(part)) : Infinity);

  function next() {
    if (busy >= AT_ONCE) return;
    const wanted = waiting.filter((part) => everything || asked() || seen(part)).sort((a, b) => !seen(a) - !seen(b) || away(a) - away(b));
    if (!wanted.length) return;
    const [part] = wanted;
    waiting = waiting.filter((other) => other !== part);
    busy++;
    fetch(address.replace(".json", `-${part.name}.json`)).then((answer) => answer.json()).then(
      (found) => take(part, found),
      (error) => console.error(error),
    ).then((ids) => {
      busy--;
      if (ids) next();
      else waiting.push(part);  // for the next time that somebody moves the map or chooses
      arrived(ids || []);
    });
    next();
  }

  function take(part, { orgs, rows, points }) {
    read += part.count;
    for (const point of points) {
      const { name, lang, href, top, letter, about, tel } = rows[point.id];
      Object.assign(point, { name, lang, href, top, letter, about, tel });
      spots.set(point.id, [...spots.get(point.id) || [], point]);
      data.points.push(point);
    }
    Object.assign(data.orgs, orgs);
    Object.assign(data.rows, rows);
    return Object.keys(orgs);
  }

  return {
    begin(more, wanted) {
      [arrived, asked] = [more, wanted];
      map.on("moveend", next);
      next();
    },
    need() {
      everything = true;
      if (arrived) next();
    },
    busy: () => busy > 0,
    begins: () => !read && (!arrived || busy > 0),
    left: () => waiting.length + busy,
    said: () => (read === all ? "" : fill(busy || !read ? data.words.loading : data.words.unread, { n: read, all, rest: all - read })),
  };
}
