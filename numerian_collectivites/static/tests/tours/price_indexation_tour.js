import { registry } from "@web/core/registry";

/** The manager previews an indexation, looks at the new price, applies it. */
registry.category("web_tour.tours").add("numerian_price_indexation", {
    steps: () => [
        {
            content: "open the indexation",
            trigger: ".o_data_row .o_data_cell:contains(Hausse 2022)",
            run: "click",
        },
        { trigger: "button[name=action_preview]:visible", run: "click" },
        {
            content: "the new price shows before it exists: 345.00 + 3.5 %",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(357,08)",
        },
        { trigger: "button[name=action_apply]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "it is applied, and can still be cancelled",
            trigger: "button[name=action_cancel]:visible",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current[data-value=applied], " +
                ".o_statusbar_status button[data-value=applied][aria-checked=true]",
        },
    ],
});
