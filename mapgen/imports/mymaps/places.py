"""Where a placemark stands: its address as written, its city, and its point where that may be believed."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapgen.address import Address, Unreadable, read_address
from mapgen.content import Content
from mapgen.geocode import Atlas, Spot, locate
from mapgen.imports.mymaps.facts import Said, clean, one_line, without_mark
from mapgen.imports.mymaps.fields import fits
from mapgen.model import OUTSIDE, Point, Precision, PublicPlace
from mapgen.wording import PRECISION_WORDS

AREA_WORDS = "くわしい場所は公開していません。行く前に連絡してください"
_OUTSIDE_WORDS = "地域の外"
_COARSE = (PRECISION_WORDS[Precision.TOWN], PRECISION_WORDS[Precision.OAZA])
# What the lock or a table says already is not said again in the file: only a person's own point is.
_SAME_METRES = 1
_FAR_METRES = 2_000


@dataclass(slots=True)
class Standing:
    """Where a placemark stands.

    `place` are the fields of a place, None where nothing says where. `city` is the id of the city it stands in, OUTSIDE
    beyond the region, None where nobody knows; `basis` says what the city was guessed from, None where the file says
    it. `point` is an exact one. `comments` go to the fields of the place, `left` are words that have no field.
    """

    place: dict[str, object] | None = None
    city: str | None = None
    basis: str | None = None
    point: Point | None = None
    comments: dict[str, str] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def stand(said: Said, content: Content) -> Standing:
    """Return where a placemark stands."""
    standing = Standing()
    address = _address(said, content.atlas, standing)
    city = _said_city(said, content, standing)
    point = _point(said, standing)
    if said.own and said.fields.get("where") == AREA_WORDS:
        standing.left.clear()  # another address or point may say more than the town
        _veil(address, city, content.atlas, standing)
        _name(said, address, standing)
        return standing
    if city is None:
        city, address = _find_city(address, point, said.placemark.pin, content.atlas, standing)
    reading = _read(address, city, content.atlas)
    standing.city = reading.city if isinstance(reading, Address) else city
    if standing.city:
        standing.place = {"address": address} if address else {}
        if not isinstance(_read(address, None, content.atlas), Address):
            standing.place["city"] = standing.city
        _set_point(point, address, said, content.atlas, standing)
    elif address:
        standing.left.append(("住所", address))
    _name(said, address, standing)
    if said.placemark.trouble:
        standing.comments["address" if address else "city"] = clean(said.placemark.trouble.fact())
    if standing.basis and standing.place and "city" in standing.place:
        standing.comments.setdefault("city", f"市は、{standing.basis}から推測しました。確かめてください")
    return standing


def _find_city(address: str, point: Point | None, pin: str, atlas: Atlas, standing: Standing) -> tuple[str | None, str]:
    """Return the city where no column says it, and the address: '' where only the pin is in the region."""
    reading = _read(address, None, atlas)
    if isinstance(reading, Address):
        return None, address
    facts = dict(reading.problems) if reading else {}
    elsewhere = "address-outside-region" in facts
    if point and any(city.holds(point) for city in atlas.region.cities):
        city, standing.basis = city_of(point, pin, atlas)
        if elsewhere:
            standing.left.append(("住所", address))
            standing.comments["city"] = (
                f"住所は地域の外ですが、{pin}は地域の中にあります。どちらが正しいか確かめてください"
            )
        return city, "" if elsewhere else address
    meant = _read(facts.get("address-without-city", {}).get("guess", ""), None, atlas)
    if isinstance(meant, Address):
        standing.basis = f"住所の町名({meant.city_name}{meant.town})"
        return meant.city, address
    return (OUTSIDE if elsewhere or point else None), address


def city_of(point: Point, pin: str, atlas: Atlas) -> tuple[str, str | None]:
    """Return the city a point lies in and what says so; where boxes overlap, that of the nearest town. Else OUTSIDE.

    `pin` is what people call the point.
    """
    cities = [city for city in atlas.region.cities if city.holds(point)]
    if not cities:
        return OUTSIDE, None
    if len(cities) == 1:
        return cities[0].id, f"{pin}の位置({cities[0].name.ja})"
    ids = {city.id: city for city in cities}
    towns = ((point.distance(p), city, town) for (city, town), p in atlas.towns.rows.items() if p and city in ids)
    nearest = min(towns, default=None)
    if nearest is None:
        return cities[0].id, f"{pin}の位置({cities[0].name.ja})"
    return nearest[1], f"{pin}の位置(いちばん近い町は{ids[nearest[1]].name.ja}{nearest[2]})"


def _address(said: Said, atlas: Atlas, standing: Standing) -> str:
    """Return the address on one line, '' where there is none; one that is too long stays as words."""
    venue = one_line(said.fields.get("place", ""))
    as_address = venue if fits(venue) and isinstance(read_address(venue, atlas.gazetteer), Address) else ""
    cells = (said.fields.get("address", ""), clean(said.placemark.address))
    named = [*map(without_mark, cells), as_address]
    address = next((words for words in named if words), "")
    others = dict.fromkeys(words for words in named[:2] if words and words != address)
    standing.left += [("住所", words) for words in others]
    if address and not fits(address):
        standing.left.append(("住所", address))
        return ""
    return address


def _said_city(said: Said, content: Content, standing: Standing) -> str | None:
    """Return the city that a column names; what names none of the region stays as words."""
    words = said.fields.get("city", "").strip()
    if words == _OUTSIDE_WORDS:
        return OUTSIDE
    found = next((city.id for city in content.region.cities if words in (city.name.ja, city.id)), None)
    if words and found is None:
        standing.left.append((said.headings["city"], words))
    return found


def _read(address: str, city: str | None, atlas: Atlas) -> Address | Unreadable | None:
    inside = None if city == OUTSIDE else city
    return read_address(address, atlas.gazetteer, inside) if address and city != OUTSIDE else None


def _point(said: Said, standing: Standing) -> Point | None:
    """Return the point of the placemark, else that of its columns for latitude and longitude."""
    point = said.placemark.point
    told = [(said.headings[name], said.fields[name]) for name in ("lat", "lon") if name in said.fields]
    try:
        column = Point(lat=round(float(said.fields["lat"]), 6), lon=round(float(said.fields["lon"]), 6))
    except (KeyError, ValueError):
        standing.left += told
        return point
    if point and point.distance(column) > _SAME_METRES:
        standing.left += told
    return point or (column if column.lat or column.lon else None)


def _veil(address: str, city: str | None, atlas: Atlas, standing: Standing) -> None:
    """Set a place that is known no finer than its town, or where the file says not even that, than its city."""
    reading = _read(address, city, atlas)
    if isinstance(reading, Address):
        standing.city = reading.city
        fine = bool(reading.numbers or reading.building)
        standing.place = {"visibility": "area", "address": reading.coarse().canonical if fine else address}
    elif city:
        standing.city = city
        standing.place = {"visibility": "hidden", "city": city}


def _name(said: Said, address: str, standing: Standing) -> None:
    """Set the name of the place and the way there; where there is no place they stay as words."""
    for name, source in (("name", "place"), ("access", "access")):
        words = one_line(said.fields.get(source, ""))
        if not words or words == address:
            continue
        veiled = name == "access" and standing.place is not None and "visibility" in standing.place
        if standing.place is not None and fits(words) and not veiled:
            standing.place[name] = words
        else:
            standing.left.append((said.headings[source], words))


def _set_point(point: Point | None, address: str, said: Said, atlas: Atlas, standing: Standing) -> None:
    """Set the point where it may be believed and says more than is known already; otherwise say why not."""
    assert standing.place is not None
    fields = {name: standing.place[name] for name in ("address", "city") if name in standing.place}
    known = locate(PublicPlace.model_validate(fields), atlas).spot
    standing.point = known.point if known and known.precision.exact else None
    if point is None:
        return
    why = _unbelievable(point, known, said, standing, atlas)
    if why is None and (known is None or known.point.distance(point) > _SAME_METRES):
        standing.place |= {"lat": point.lat, "lon": point.lon}
        standing.point = point
        if doubt := _doubt(point, known, said):
            standing.comments["lat"] = doubt
    elif why:
        standing.comments["address" if address else "city"] = why


def _doubt(point: Point, known: Spot | None, said: Said) -> str | None:
    """Return what is doubtful about a point that is written."""
    if known and (metres := round(known.point.distance(point))) > known.precision.radius + _FAR_METRES:
        return f"{said.placemark.pin}が、住所から読んだ位置と約{metres}m離れています。どちらが正しいか確かめてください"
    if said.own and said.fields.get("precision") != PRECISION_WORDS[Precision.MANUAL]:
        return f"ファイルには「{said.fields.get('precision', '')}」とありました。確かめてください"
    return None


def _unbelievable(point: Point, known: Spot | None, said: Said, standing: Standing, atlas: Atlas) -> str | None:
    """Return why a point is not written, '' where that needs no word, None where it is."""
    where = f"{said.placemark.pin}の位置(緯度{point.lat:.6f}、経度{point.lon:.6f})"
    if standing.city == OUTSIDE and not (20 <= point.lat <= 46 and 122 <= point.lon <= 154):
        return f"{where}は日本の外なので、書きませんでした"
    if standing.city != OUTSIDE and not any(city.holds(point) for city in atlas.region.cities):
        return f"{where}は地域の外なので、書きませんでした"
    if said.fields.get("precision") in _COARSE:
        better = known and (known.precision.exact or known.point.distance(point) <= _SAME_METRES)
        return "" if better else f"{where}はおおよその位置だったので、書きませんでした"
    return None
