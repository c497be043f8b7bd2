"""The 34 promises, with the tests that hold each: what the gate tries of it, and what the night tries.

A promise is named by its number everywhere; `tests/test_promises_kept.py` sees that every test named here is there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """One promise: what is promised, the tests (`file::test`), what of the night tries more, the figure aimed at."""

    words: str
    tests: tuple[str, ...]
    night: str = ""
    aim: str = ""


PROMISES: dict[str, Promise] = {
    "R1": Promise(
        "a mistake in a file is told with its line and its cause, in two languages",
        ("malformed_files::test_a_mistake_is_told_in_its_line_with_its_cause_in_both_languages",
         "yaml_rows::test_a_row_ends_as_the_table_says", "yaml_told::test_of_every_slip_is_said_what_was_said"),
        aim="500 files, 49 kinds: every one with a line, 95 % the true one, 90 % the true cause",
    ),
    "R2": Promise(
        "no file makes the program fall or hang",
        ("mutants::test_no_slip_makes_the_program_fall", "yamldoc_mistakes::test_bytes_never_raise"),
        "mutants", "100,000 files",
    ),
    "R3": Promise(
        "what is written is read as it is written: 0467 and 9:30 and no stay text",
        ("yamldoc::test_a_row_of_the_table", "yamldoc_mistakes::test_scraps_never_raise_and_no_loss_is_silent",
         "traps::test_what_is_written_is_what_is_read", "traps::test_what_would_mean_something_else_is_told",
         "traps::test_there_are_sixty_traps"),
        aim="60 traps",
    ),
    "R4": Promise(
        "every mistake of every file is told in one run",
        ("content::test_every_fault_of_every_file_in_one_run",
         "content::test_a_fault_in_a_shared_file_does_not_hide_those_of_the_organisations"),
        aim="50 files with 3 mistakes each",
    ),
    "R5": Promise(
        "a file made to burst is refused at once",
        ("yamldoc_mistakes::test_a_bomb_is_refused_after_few_events", "yamldoc_mistakes::test_no_file_takes_long"),
        aim="0.1 s, 50 MB",
    ),
    "R6": Promise(
        "a good file is never called wrong",
        ("good_files::test_five_thousand_good_files_have_no_error_and_no_warning",
         "promises::test_the_real_content_is_good_without_a_warning"),
        aim="5,000 files and the real ones",
    ),
    "R7": Promise(
        "killed at any moment the site is the old one or the new one, and the next build heals",
        ("killed::test_killed_at_any_moment_the_site_is_whole_and_the_next_build_heals",
         "publish_faults::test_killed_at_any_moment_a_site_is_whole_and_the_next_build_heals"),
        "kills", "200 kills",
    ),
    "R8": Promise(
        "where a build fails the old site stays to the byte, and the message names the path",
        ("publish_faults::test_a_full_disk_at_any_file_leaves_the_old_site",
         "publish_faults::test_a_real_write_error_names_the_file",
         "publish_faults::test_every_refusal_of_the_system_is_a_problem",
         "killed::test_where_one_may_not_write_nothing_changes_and_the_path_is_named"),
        "disks", "a full disk at each of 50 writes, a read-only one",
    ),
    "R9": Promise(
        "the same content is the same bytes, whoever builds where and when",
        ("promises::test_the_same_content_gives_the_same_bytes_anywhere",
         "promises::test_many_hands_print_the_same_pages_in_the_same_order"),
        "same", "8 surroundings",
    ),
    "R10": Promise(
        "what was withdrawn is gone",
        ("publish::test_only_what_changed_is_written_and_a_withdrawn_page_is_gone",
         "publish::test_what_was_edited_by_hand_is_put_right",
         "withdrawn::test_from_public_to_hidden_leaves_no_trace",
         "ledger::test_a_build_after_any_edits_is_a_build_from_nothing"),
        aim="0 files left; a build that remembers like one from nothing, over 200 walks of 10 edits (MAPGEN_WALKS)",
    ),
    "R11": Promise(
        "of two builds at once one gives way and says to whom",
        ("killed::test_of_two_builds_at_once_one_gives_way_and_says_to_whom",
         "killed::test_who_gives_way_has_loaded_nothing_heavy",
         "publish::test_a_second_build_is_told_who_holds_the_output"),
        "races", "20 pairs, within a second",
    ),
    "R12": Promise(
        "a build opens no socket and looks up no name",
        ("offline_build::test_no_socket_is_opened_and_no_name_looked_up", "promises::test_a_build_opens_no_socket"),
        aim="0 sockets, 0 names",
    ),
    "R13": Promise(
        "an address service that lies or breaks spoils nothing",
        ("geocoding_modes::test_15_16_17_mode", "geocoding_modes::test_200_megabytes_are_not_read"),
        aim="22 ways",
    ),
    "R14": Promise(
        "no pin stands where the address is not",
        ("geocoding_properties::test_16_26_an_exact_point_has_the_town_and_number_in_its_title",
         "places::test_a_point_is_in_japan"),
        aim="0 wrong pins",
    ),
    "R15": Promise(
        "the address of a hidden place is in no output, lock, cache or log",
        ("veiled::test_in_whatever_field_and_spelling_it_is_refused_and_not_repeated",
         "withdrawn::test_from_public_to_hidden_leaves_no_trace",
         "withdrawn::test_the_scan_reads_the_codes_that_are_drawn",
         "promises::test_a_code_says_the_address_of_its_organisation_and_nothing_else"),
        aim="40 spellings in every field",
    ),
    "R16": Promise(
        "a hidden place has no field that could tell where it is",
        ("places::test_a_hidden_place_can_hold_nothing_that_tells_where_it_is",
         "veiled::test_a_field_for_it_does_not_exist",
         "geocoding_run::test_23_what_is_not_public_is_never_asked_about"),
        aim="every field refused",
    ),
    "R17": Promise(
        "from public to hidden: nothing is published until the lock has forgotten, and then nothing is left",
        ("withdrawn::test_from_public_to_hidden_leaves_no_trace",
         "veiled::test_the_lock_may_not_keep_the_former_address_of_a_place_that_is_hidden_now"),
        aim="0 traces",
    ),
    "R18": Promise(
        "a field that nobody knows is refused, with the name that was meant",
        ("content::test_a_misspelt_field_is_named_with_its_line_and_what_was_meant",
         "traps::test_a_name_misspelt_is_refused_with_the_one_that_was_meant",
         "traps::test_what_a_survey_asks_and_no_map_shows_is_no_field",
         "import_list_refused::test_a_heading_that_nobody_knows_is_named_and_its_cells_are_written_nowhere"),
        aim="every one",
    ),
    "R19": Promise(
        "no text of anybody runs, asks a stranger or becomes an element in a real browser",
        ("xss::test_in_a_real_browser_nothing_runs_nobody_is_asked_and_no_element_is_added",
         "xss::test_no_address_that_is_none_of_the_web_can_be_written"),
        "attacked", "150 attacks in every field",
    ),
    "R20": Promise(
        "every page has only what is on the list of what shows",
        ("markup::test_what_may_run_or_fetch_is_noticed",
         "markup::test_every_tag_of_the_real_pages_is_on_the_list_and_no_page_is_left_out",
         "markdown::test_nothing_that_is_not_on_the_list_gets_through"),
        "texts", "every page; 100,000 texts of Markdown",
    ),
    "R21": Promise(
        "every KML is sound and every text in it comes back",
        ("kml::test_5_6_any_text_is_well_formed_valid_and_comes_back",
         "kml_text::test_5_nothing_in_a_text_is_read_as_xml",
         "mymaps_scale::test_20_ten_thousand_organisations_pass_through_little_memory"),
        aim="10,000 organisations",
    ),
    "R22": Promise(
        "no cell of a table is a formula, and telephone numbers keep their 0",
        ("escaping::test_a_cell_is_never_a_formula_and_comes_back",
         "checks_twins::test_a_table_that_sheets_misread_is_named"),
        aim="every cell",
    ),
    "R23": Promise(
        "a file from outside that is made to harm is refused with its reason",
        ("mymaps_refused::test_what_is_refused_says_why_and_where", "mymaps_refused::test_a_bomb_takes_little_memory",
         "survey_hostile::test_entities_are_not_read", "survey_hostile::test_what_would_burst_is_not_unpacked",
         "import_list_refused::test_what_is_refused"),
        aim="30 files, 1 s, 100 MB",
    ),
    "R24": Promise(
        "nothing outside the project is read, nothing outside the output is written",
        ("paths::test_nothing_outside_the_project_is_read", "publish::test_an_unsafe_path_is_refused",
         "publish::test_nothing_that_passes_leads_out_of_the_output",
         "serve::test_nothing_but_the_site_can_be_reached"),
        aim="60 ways",
    ),
    "R25": Promise(
        "two names that some disk takes for one are refused, both named",
        ("publish::test_two_paths_that_some_disk_takes_for_one_are_refused",
         "paths::test_a_file_whose_name_some_disk_or_host_refuses_is_named",
         "content::test_a_page_that_takes_the_place_of_another_is_an_error_that_names_both"),
        aim="every one",
    ),
    "R26": Promise(
        "the security policy is made by the build, and no kind of page breaks it",
        ("real_site_browser::test_no_template_breaks_the_policy_or_asks_a_stranger",
         "render_lists::test_the_security_policy_names_the_tiles_host_and_nothing_else",
         "readme::test_netlify_guards_what_the_build_guards"),
        aim="every kind of page",
    ),
    "R27": Promise(
        "every link and anchor leads somewhere, and nothing is fetched from another host but tiles",
        ("links::test_a_bad_link_is_noticed", "links::test_style_sheets_fetch_only_what_is_there",
         "promises::test_the_real_content_is_good_without_a_warning"),
        aim="0 broken",
    ),
    "R28": Promise(
        "ten thousand organisations are no trouble",
        ("mymaps_scale::test_20_ten_thousand_organisations_pass_through_little_memory",
         "content::test_a_huge_file_is_not_read"),
        aim="60 s, 1 GB",
    ),
    "R29": Promise(
        "the preview never dies and keeps the last good pages",
        ("serve::test_saved_files_are_noticed_and_half_written_ones_survived",
         "serve::test_a_mistake_keeps_the_last_good_pages_and_says_what_is_wrong"),
        "saves", "500 saves",
    ),
    "R30": Promise(
        "every message has its code, place, cause and mend, in two languages",
        ("house::test_both_languages_say_the_same", "codes::test_every_code_says_what_it_means_in_both_languages",
         "codes::test_the_wrong_example_is_wrong_and_the_right_one_right"),
        aim="every code",
    ),
    "R31": Promise(
        "every package is pinned and hashed, every vendored file checked, no secret needed",
        ("locked::test_every_package_has_its_version_and_its_hashes_and_nothing_else_is_there",
         "locked::test_where_the_map_is_built_and_tested_nothing_else_installs_packages",
         "vendor::test_a_vendored_file_is_what_was_published",
         "vendor::test_the_list_of_a_release_has_every_library_with_its_licence_and_hashes",
         "workflows::test_zizmor_finds_nothing"),
        aim="all of them",
    ),
    "R32": Promise(
        "the tests bite: a fault that is put in is noticed",
        ("faults::test_each_kind_of_slip_is_made_and_noticed",
         "faults::test_of_many_faults_a_lot_is_drawn_and_it_is_always_the_same"),
        "mutation", "95 % noticed in each room; the suite in random order",
    ),
    "R33": Promise(
        "an address in any commit of a pull request is found, and public ones raise no alarm",
        ("guard::test_a_planted_address_is_found_however_it_is_spelled",
         "guard::test_no_way_into_the_history_is_missed",
         "guard::test_the_content_of_this_repository_raises_no_alarm"),
        aim="40 spellings, 0 alarms",
    ),
    "R34": Promise(
        "files can be kept on any system, and its line ends change nothing",
        ("paths::test_a_checkout_with_other_line_ends_gives_the_same_bytes", "publish::test_an_unsafe_path_is_refused",
         "yamldoc::test_bom_and_line_ends_change_nothing"),
        aim="the same bytes",
    ),
}  # fmt: skip
