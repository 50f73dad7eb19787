import { registry } from "@web/core/registry";

const decide = (words) => [
    {
        content: `open the deliberation: ${words}`,
        trigger:
            `.o_field_widget[name=item_ids] .o_data_row:contains(${words}) ` +
            "button[name=action_show_deliberation]:visible",
        run: "click",
    },
    { trigger: "button[name=action_unanimous]:visible", run: "click" },
    {
        content: "the result is computed",
        trigger: ".o_field_widget[name=vote_summary]:contains(unanimité)",
    },
    { trigger: ".breadcrumb-item:contains(Conseil syndical) a", run: "click" },
    {
        content: "the agenda shows it",
        trigger: `.o_field_widget[name=item_ids] .o_data_row:contains(${words}):contains(unanimité)`,
    },
];

const rows = ".o_field_widget[name=attendance_ids] .o_data_row";
const present = (name) => [
    {
        content: `${name} is there`,
        trigger: `${rows}:contains(${name}) button[name=action_present]:enabled`,
        run: "click",
    },
    {
        trigger: `${rows}:contains(${name}):not(:has(button[name=action_present]:visible))`,
    },
];

/** The secretary convenes, records who is there, opens, has two votes, closes. */
registry.category("web_tour.tours").add("numerian_board_session", {
    steps: () => [
        { trigger: "button[name=action_convene]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "nobody is there yet",
            trigger: ".alert-danger:visible:contains(Pas de quorum)",
        },
        { trigger: ".nav-link[name=members]", run: "click" },
        ...["Alice", "Bruno", "Claire", "Denis"].flatMap(present),
        {
            content: "four of six",
            trigger: ".alert-success:visible:contains(Quorum atteint)",
        },
        { trigger: "button[name=action_open]:visible:enabled", run: "click" },
        { trigger: "button[name=action_close]:visible" },
        { trigger: ".nav-link[name=agenda]", run: "click" },
        ...decide("Approbation"),
        ...decide("Annulation"),
        { trigger: "button[name=action_close]:visible", run: "click" },
        {
            content: "the session is closed",
            trigger: ".o_statusbar_status button[data-value=closed][aria-checked=true]",
        },
    ],
});
