"""What HSDS 3.0 demands of its tables and of the JSON of a service: names, types and constraints, nothing of its words.

Taken down from `schema/compiled/tabular.json` (commit 33493d42) and `schema/compiled/service.json` of
https://github.com/openreferral/specification, which is CC BY-SA 4.0; no text of it is here. `package` and
`service_schema` put the demands in the two forms that validators read: Tabular Data Package, JSON Schema 2020-12.
"""

from __future__ import annotations

from typing import Any

# table: file, all columns in their order, those that JSON demands, those that a table demands besides.
TABLES: dict[str, tuple[str, str, str, str]] = {
    "organization": (
        "organizations.csv",
        "id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri"
        " parent_organization_id",
        "id name description",
        "",
    ),
    "program": (
        "programs.csv",
        "id organization_id name alternate_name description",
        "id name description",
        "organization_id",
    ),
    "service": (
        "services.csv",
        "id organization_id program_id name alternate_name description url email status interpretation_services"
        " application_process fees_description wait_time fees accreditations eligibility_description minimum_age"
        " maximum_age assured_date assurer_email licenses alert last_modified",
        "id name status",
        "organization_id",
    ),
    "attribute": (
        "attributes.csv",
        "id link_id taxonomy_term_id link_type link_entity value",
        "id",
        "link_id taxonomy_term_id link_entity",
    ),
    "service_at_location": (
        "service_at_location.csv",
        "id service_id location_id description",
        "id",
        "service_id location_id",
    ),
    "location": (
        "locations.csv",
        "id location_type url organization_id name alternate_name description transportation latitude longitude"
        " external_identifier external_identifier_type",
        "id location_type",
        "",
    ),
    "phone": (
        "phones.csv",
        "id location_id service_id organization_id contact_id service_at_location_id number extension type description",
        "id number",
        "",
    ),
    "contact": (
        "contacts.csv",
        "id organization_id service_id service_at_location_id location_id name title department email",
        "id",
        "",
    ),
    "address": (
        "addresses.csv",
        "id location_id attention address_1 address_2 city region state_province postal_code country address_type",
        "id address_1 city state_province postal_code country address_type",
        "",
    ),
    "schedule": (
        "schedules.csv",
        "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq"
        " interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type"
        " notes",
        "id",
        "",
    ),
    "funding": ("funding.csv", "id organization_id service_id source", "id", ""),
    "service_area": ("service_areas.csv", "id service_id name description extent extent_type uri", "id", ""),
    "required_document": ("required_documents.csv", "id service_id document uri", "id", ""),
    "language": ("languages.csv", "id service_id location_id phone_id name code note", "id", ""),
    "accessibility": ("accessibility.csv", "id location_id description details url", "id", ""),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy language taxonomy_id term_uri",
        "id name description",
        "",
    ),
    "metadata": (
        "metadata.csv",
        "id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value"
        " updated_by",
        "id last_action_date last_action_type field_name previous_value replacement_value updated_by",
        "resource_id resource_type",
    ),
    "meta_table_description": ("meta_table_descriptions.csv", "id name language character_set", "id", ""),
    "cost_option": (
        "cost_options.csv",
        "id service_id valid_from valid_to option currency amount amount_description",
        "id",
        "service_id",
    ),
    "organization_identifier": (
        "organization_identifiers.csv",
        "id organization_id identifier_scheme identifier_type identifier",
        "id identifier_type identifier",
        "organization_id",
    ),
    "taxonomy": ("taxonomies.csv", "id name description uri version", "id name description", ""),
}
NUMBERS = [
    "year_incorporated",
    "minimum_age",
    "maximum_age",
    "latitude",
    "longitude",
    "extension",
    "timezone",
    "count",
    "interval",
    "amount",
]
DATES = ["assured_date", "valid_from", "valid_to", "dtstart", "until", "last_action_date"]
TIMES = ["opens_at", "closes_at"]
EMAILS = ["email", "assurer_email"]
# `uri` of a service area is the only one without a format.
WEB = ["website", "url", "uri", "term_uri", "schedule_link"]
CHOICES = {
    "status": ["active", "inactive", "defunct", "temporarily closed"],
    "location_type": ["physical", "postal", "virtual"],
    "address_type": ["physical", "postal", "virtual"],
    "freq": ["WEEKLY", "MONTHLY"],
    "wkst": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
}
UNIQUE = {("program", "organization_id"), ("taxonomy_term", "code")}
# What a JSON object holds besides its columns: lists of others, and with a dot at the end one other.
HOLDS = {
    "organization": "funding contacts phones locations programs organization_identifiers attributes metadata",
    "service": "phones schedules service_areas service_at_locations languages funding cost_options required_documents"
    " contacts attributes metadata organization. program.",
    "attribute": "metadata taxonomy_term.",
    "service_at_location": "contacts phones schedules attributes metadata location.",
    "location": "languages addresses contacts accessibility phones schedules attributes metadata",
    "phone": "languages attributes metadata",
    "contact": "phones attributes metadata",
    "taxonomy_term": "metadata",
    "taxonomy": "metadata",
    "metadata": "",
}
_SINGULAR = {"phones": "phone", "addresses": "address", "accessibility": "accessibility", "funding": "funding"}
_SINGULAR |= {"metadata": "metadata"}
_PARENTS = {"parent_organization_id": "organization", "parent_id": "taxonomy_term"}


def package() -> dict[str, Any]:
    """Return the demands as a Tabular Data Package."""
    return {
        "name": "hsds",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": name,
                "path": file,
                "profile": "tabular-data-resource",
                "schema": {
                    "fields": [_field(name, column, f"{needed} {besides}".split()) for column in columns.split()],
                    "primaryKey": "id",
                    "foreignKeys": _foreign(name, columns),
                },
            }
            for name, (file, columns, needed, besides) in TABLES.items()
        ],
    }


def _field(table: str, column: str, required: list[str]) -> dict[str, Any]:
    kinds = {"number": NUMBERS, "date": DATES, "time": TIMES, "datetime": ["last_modified"]}
    kind = next((kind for kind, columns in kinds.items() if column in columns), "string")
    field: dict[str, Any] = {"name": column, "type": kind}
    if form := _form(table, column):
        field["format"] = form
    constraints: dict[str, Any] = {"required": column in required}
    constraints["unique"] = column == "id" or (table, column) in UNIQUE
    if column in CHOICES:
        constraints["enum"] = CHOICES[column]
    return field | {"constraints": constraints}


def _form(table: str, column: str) -> str | None:
    if column in WEB and (table, column) != ("service_area", "uri"):
        return "uri"
    return "email" if column in EMAILS else None


def _foreign(table: str, columns: str) -> list[dict[str, Any]]:
    tables = {f"{name}_id": name for name in TABLES} | _PARENTS
    return [
        {"fields": each, "reference": {"resource": "" if tables[each] == table else tables[each], "fields": "id"}}
        for each in columns.split()
        if each in tables
    ]


def service_schema() -> dict[str, Any]:
    """Return the demands on the JSON of a service, strictly: nothing that the specification does not name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/service",
        "$defs": {name: _object(name) for name in TABLES},
    }


def _object(name: str) -> dict[str, Any]:
    _, columns, required, _ = TABLES[name]
    properties: dict[str, Any] = {column: _value(name, column) for column in columns.split()}
    for held in HOLDS.get(name, "attributes metadata").split():
        one = held.removesuffix(".")
        other = {"$ref": f"#/$defs/{one if one in TABLES else _SINGULAR.get(one) or one[:-1]}"}
        properties[one] = other if held.endswith(".") else {"type": "array", "items": other}
    return {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}


def _value(table: str, column: str) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "number" if column in NUMBERS else "string"}
    form = "uuid" if column == "id" or column.endswith("_id") else _form(table, column)
    if form:
        value["format"] = form
    return value | ({"enum": CHOICES[column]} if column in CHOICES else {})
