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

const row = (name) => `.o_numerian_roll_row[aria-label=${name}]`;
const noted = (name, value) => ({
    trigger: `${row(name)} button[data-value=${value}][aria-pressed=true]`,
});

/** The secretary convenes, records who is there, opens, has two votes, closes. */
registry.category("web_tour.tours").add("numerian_board_session", {
    steps: () => [
        { trigger: "button[name=action_convene]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "nobody is there yet",
            trigger: ".alert-danger:visible:contains(Pas de quorum)",
        },
        { trigger: ".nav-link[name=roll]", run: "click" },
        {
            content: "rapid clicks, none of them awaited",
            trigger: row("Alice"),
            run() {
                for (const name of ["Alice", "Bruno", "Claire", "Denis", "Fanny"]) {
                    document.querySelector(`${row(name)} [data-value=present]`).click();
                }
            },
        },
        { trigger: row("Fanny"), run: "click" },
        {
            content: "one key corrects the last one",
            trigger: row("Fanny"),
            run({ anchor }) {
                anchor.focus();
                for (const key of ["ArrowUp", "e", "a"]) {
                    const init = { key, bubbles: true };
                    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", init));
                }
            },
        },
        noted("Denis", "present"),
        noted("Élise", "excused"),
        noted("Fanny", "absent"),
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
