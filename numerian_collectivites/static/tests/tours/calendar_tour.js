import { registry } from "@web/core/registry";

/** The clerk copies the calendar, plans May, leaves a commune out, bills and sends. */
registry.category("web_tour.tours").add("numerian_billing_calendar", {
    steps: () => [
        {
            content: "copy the calendar of 2021",
            trigger: ".o_form_view button[name=action_copy_calendar]:visible",
            run: "click",
        },
        {
            content: "the calendar of 2022 opens; its list is one click away",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            content: "open May 2022",
            trigger: ".o_data_row .o_data_cell:contains(Mai 2022)",
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_plan]:visible", run: "click" },
        {
            content: "leave Burzet out",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(Burzet) " +
                "button[name=action_exclude]",
            run: "click",
        },
        {
            content: "a reason is asked",
            trigger: ".modal .o_field_widget[name=reason] input, .modal .o_field_widget[name=reason] textarea",
            run: "edit Fusionne avec Annonay",
        },
        { trigger: ".modal-footer button[name=action_exclude]", run: "click" },
        {
            content: "the reason shows",
            trigger:
                "body:not(.modal-open) .o_data_row:contains(Burzet):contains(Fusionne avec Annonay)",
        },
        { trigger: "button[name=action_launch]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "one authority is billed",
            trigger: ".o_statusbar_status button[data-value=done][aria-checked=true]",
        },
        { trigger: "button[name=action_send]:visible", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "its invoice has left",
            trigger: ".o_notification:contains(1)",
        },
        { trigger: ".o_form_view:not(:has(button[name=action_send]:visible))" },
    ],
});
