import { registry } from "@web/core/registry";

/** The clerk plans a campaign, looks at it, bills it, and sees it done. */
registry.category("web_tour.tours").add("numerian_billing_campaign", {
    steps: () => [
        {
            content: "open the campaign",
            trigger: ".o_data_row .o_data_cell:contains(Mai 2021)",
            run: "click",
        },
        { trigger: "button[name=action_plan]:visible", run: "click" },
        {
            content: "the plan shows what will be billed, before anything exists",
            trigger: ".o_form_view .o_field_widget[name=line_ids]:contains(345,00)",
        },
        { trigger: "button[name=action_launch]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "the campaign is done and its invoice one click away",
            trigger:
                ".o_statusbar_status .o_arrow_button_current[data-value=done], " +
                ".o_statusbar_status button[data-value=done][aria-checked=true]",
        },
        { trigger: "button[name=action_show_moves]:visible" },
    ],
});

/** The clerk finds the error of the past, accepts it and prepares its credit note. */
registry.category("web_tour.tours").add("numerian_billing_discrepancy", {
    steps: () => [
        {
            content: "the amount to credit is on the list",
            trigger: ".o_data_row:contains(230,00) .o_data_cell:contains(Brossainc)",
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_accept]:visible", run: "click" },
        {
            content: "it waits for the board",
            trigger: ".o_statusbar_status button[data-value=accepted][aria-checked=true]",
        },
        {
            trigger: "button[name=action_prepare_credit_notes]:visible",
            run: "click",
        },
        {
            content: "the draft credit note opens, at 230.00 excl. VAT",
            trigger: ".o_form_view .o_field_widget[name=tax_totals]:contains(230,00)",
        },
    ],
});
