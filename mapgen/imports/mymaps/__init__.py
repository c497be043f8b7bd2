"""A map drawn in Google My Maps, Google Earth or by hand, as KML or KMZ: read, never trusted, never half."""
