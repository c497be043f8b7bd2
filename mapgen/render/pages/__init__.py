"""One file per kind of page: each yields sheets, a view object with its template."""
