"""The nouns: frozen values that every later room reads and none changes."""

from mapgen.model.artifact import Artifact, Column, Download, Listing, Rows
from mapgen.model.chooser import MOST_QUESTIONS, Answer, Chooser, Question, Step
from mapgen.model.frozen import Frozen, Label, fault
from mapgen.model.organization import Ages, Audience, Organization, Service, Source, Verified
from mapgen.model.page import Page
from mapgen.model.picture import Picture
from mapgen.model.place import AreaPlace, HiddenPlace, Place, Point, Precision, PublicPlace
from mapgen.model.questionnaire import AskedField, Questionnaire, SurveyQuestion
from mapgen.model.region import Area, City, Desk, Region
from mapgen.model.schedule import WEEKDAYS, Closing, Contact, Hours, Weekday
from mapgen.model.settings import Credit, Hotline, Hotlines, Settings, Tiles
from mapgen.model.stats import PublishedStats, Ranking, Survey
from mapgen.model.taxonomy import Category, Form, Group, Kind, Leaf, Taxonomy, Term
from mapgen.model.vocabulary import OUTSIDE, Vocabulary

__all__ = [
    "MOST_QUESTIONS",
    "OUTSIDE",
    "WEEKDAYS",
    "Ages",
    "Answer",
    "Area",
    "AreaPlace",
    "Artifact",
    "AskedField",
    "Audience",
    "Category",
    "Chooser",
    "City",
    "Closing",
    "Column",
    "Contact",
    "Credit",
    "Desk",
    "Download",
    "Form",
    "Frozen",
    "Group",
    "HiddenPlace",
    "Hotline",
    "Hotlines",
    "Hours",
    "Kind",
    "Label",
    "Leaf",
    "Listing",
    "Organization",
    "Page",
    "Picture",
    "Place",
    "Point",
    "Precision",
    "PublicPlace",
    "PublishedStats",
    "Question",
    "Questionnaire",
    "Ranking",
    "Region",
    "Rows",
    "Service",
    "Settings",
    "Source",
    "Step",
    "Survey",
    "SurveyQuestion",
    "Taxonomy",
    "Term",
    "Tiles",
    "Verified",
    "Vocabulary",
    "Weekday",
    "fault",
]
