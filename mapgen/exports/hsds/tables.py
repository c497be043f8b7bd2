"""The tables of HSDS 3.0 (Human Services Data Specification, Open Referral): files, columns, keys. The one place.

`datapackage.json` is made of it. All 21 tables are always written: a key to a table that is not there is a fault.
https://docs.openreferral.org/en/3.0/hsds/schema_reference.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mapgen.exports.terms import credits
from mapgen.site import Site

# One table a paragraph: its name and file, then its columns. `!` must be filled in, `^` differs in each row, as `id`
# does; `:number` and so on are types, and what follows a `=` is all that a column may say.
_SPECIFICATION = """
organization organizations.csv
id! name! alternate_name description! email:email website:uri tax_status tax_id year_incorporated:number legal_status
logo uri:uri parent_organization_id

program programs.csv
id! organization_id!^ name! alternate_name description!

service services.csv
id! organization_id! program_id name! alternate_name description url:uri email:email
status!=active|inactive|defunct|temporarily_closed interpretation_services application_process fees_description
wait_time fees accreditations eligibility_description minimum_age:number maximum_age:number assured_date:date
assurer_email:email licenses alert last_modified:datetime

attribute attributes.csv
id! link_id! taxonomy_term_id! link_type link_entity! value

service_at_location service_at_location.csv
id! service_id! location_id! description

location locations.csv
id! location_type!=physical|postal|virtual url:uri organization_id name alternate_name description transportation
latitude:number longitude:number external_identifier external_identifier_type

phone phones.csv
id! location_id service_id organization_id contact_id service_at_location_id number! extension:number type description

contact contacts.csv
id! organization_id service_id service_at_location_id location_id name title department email:email

address addresses.csv
id! location_id attention address_1! address_2 city! region state_province! postal_code! country!
address_type!=physical|postal|virtual

schedule schedules.csv
id! service_id location_id service_at_location_id valid_from:date valid_to:date dtstart:date timezone:number until:date
count:number wkst=MO|TU|WE|TH|FR|SA|SU freq=WEEKLY|MONTHLY interval:number byday byweekno bymonthday byyearday
description opens_at:time closes_at:time schedule_link:uri attending_type notes

funding funding.csv
id! organization_id service_id source

service_area service_areas.csv
id! service_id name description extent extent_type uri

required_document required_documents.csv
id! service_id document uri:uri

language languages.csv
id! service_id location_id phone_id name code note

accessibility accessibility.csv
id! location_id description details url:uri

taxonomy_term taxonomy_terms.csv
id! code^ name! description! parent_id taxonomy language taxonomy_id term_uri:uri

metadata metadata.csv
id! resource_id! resource_type! last_action_date!:date last_action_type! field_name! previous_value! replacement_value!
updated_by!

meta_table_description meta_table_descriptions.csv
id! name language character_set

cost_option cost_options.csv
id! service_id! valid_from:date valid_to:date option currency amount:number amount_description

organization_identifier organization_identifiers.csv
id! organization_id! identifier_scheme identifier_type! identifier!

taxonomy taxonomies.csv
id! name! description! uri:uri version
"""
_KEYS = {"parent_organization_id": "organization", "parent_id": "taxonomy_term"}
_NO_MARKS = str.maketrans("", "", "!^")
_FORMATS = ("uri", "email")
_DIALECT = {"lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type in Table Schema, and what it must and may hold."""

    name: str
    type: str
    required: bool
    unique: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its file, and its columns in their order."""

    name: str
    file: str
    columns: tuple[Column, ...]

    @property
    def links(self) -> dict[str, str]:
        """Return the columns that name a row of a table, with that table; those of any table have none."""
        tables = {f"{name}_id": name for name in TABLES} | _KEYS
        return {column.name: tables[column.name] for column in self.columns if column.name in tables}


def _tables() -> dict[str, Table]:
    found = {}
    for paragraph in _SPECIFICATION.strip().split("\n\n"):
        name, file, *columns = paragraph.split()
        found[name] = Table(name, file, tuple(map(_column, columns)))
    return found


def _column(text: str) -> Column:
    head, _, choices = text.partition("=")
    name, _, kind = head.translate(_NO_MARKS).partition(":")
    known = tuple(choice.replace("_", " ") for choice in choices.split("|") if choice)
    return Column(name, kind or "string", "!" in head, name == "id" or "^" in head, known)


TABLES = _tables()


def data_package(site: Site) -> dict[str, Any]:
    """Return the description of the package (Frictionless Tabular Data Package), with the terms of the site."""
    settings = site.content.settings
    return {
        "profile": "tabular-data-package",
        "name": "hsds",
        "title": settings.title.ja,
        "description": f"HSDS 3.0. {settings.tagline.ja}",
        "version": site.date.isoformat(),
        "homepage": site.base_url,
        "licenses": [{"title": settings.licence, "path": settings.licence_url}],
        "contributors": [{"title": settings.operator.ja, "role": "publisher"}],
        "sources": [{"title": f"{each.title}({each.licence})", "path": each.url} for each in credits(site)],
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": name, "reference": {"resource": "" if other == table.name else other, "fields": "id"}}
                for name, other in table.links.items()
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name}
    field |= {"type": "string", "format": column.type} if column.type in _FORMATS else {"type": column.type}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.unique:
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})
