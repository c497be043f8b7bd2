// The list by distance, from a station or from where the visitor is. The position is asked for only when the button is
// pressed; it is used here and goes nowhere, not even into the address.
function Near(data, move, changed) {
  "use strict";
  const { points, stations, words } = data;
  const { by, fill } = Page;
  const select = by("f-near"), status = by("near-status");
  let me = null, last = null;

  const station = () => stations.find(({ id }) => id === select.value);
  const title = () => (me ? words["near-me"] : station() ? fill(words.near, { place: station().name }) : "");

  // Each entry by its nearest point, with the same words as on the pages of the stations.
  function reach(from) {
    const nearest = new Map();
    for (const point of points) {
      const metres = Near.metres(from, point);
      if (!(nearest.get(point.id)?.metres <= metres)) nearest.set(point.id, { metres, rough: point.radius > 0 });
    }
    return nearest;
  }

  const place = () => me || station() || null;

  // Whether it is another place than when this was last asked; then the map moves there.
  function turned() {
    const from = place();
    if (from === last) return false;
    last = from;
    const inside = move(from && [from.lat, from.lon]);
    if (from) status.textContent = me && !inside ? words.far : "";
    return true;
  }

  const stop = () => {
    me = null;
    select.value = "";
    status.textContent = "";
  };
  const choose = (id) => {
    if (id === select.value) return;
    stop();
    select.value = id;
    if (select.selectedIndex < 0) select.value = "";
  };
  const failed = (error) => {
    status.textContent = error?.code === 1 ? words.denied : words.failed;
  };

  select.addEventListener("change", () => {
    me = null;
    status.textContent = "";
  });
  by("near-me").addEventListener("click", () => {
    if (!navigator.geolocation) return failed();
    status.textContent = words.wait;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      stop();
      me = { lat: coords.latitude, lon: coords.longitude };
      changed();
    }, failed, { timeout: 15000, maximumAge: 60000 });
  });
  return { choose, place, reach: () => reach(place()), stop, title, turned, station: () => select.value };
}

// Metres on a sphere, as mapgen/model/place.py reckons them.
Near.metres = (a, b) => {
  const rad = (degrees) => degrees * Math.PI / 180;
  const half = Math.sin(rad(b.lat - a.lat) / 2) ** 2
    + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.sqrt(half));
};

Near.inWords = ({ metres, rough }, words) => {
  const short = metres < 975;
  const n = short ? Math.max(50, Math.round(metres / 50) * 50) : (metres / 1000).toFixed(1);
  return Page.fill(rough ? words["away-rough"] : words.away, { distance: Page.fill(short ? words.m : words.km, { n }) });
};
