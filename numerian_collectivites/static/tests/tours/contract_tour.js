import { registry } from "@web/core/registry";

/** The officer enters a contract: the product brings the terms, the day prorates. */
registry.category("web_tour.tours").add("numerian_contract_entry", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "for which authority",
            trigger: ".o_form_view .o_field_widget[name=partner_id] input",
            run: "edit Burzet",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Burzet)",
            run: "click",
        },
        {
            content: "the name of the contract is proposed",
            trigger: ".o_field_widget[name=name] input:value(Burzet)",
        },
        {
            trigger:
                ".o_field_widget[name=contract_line_ids] .o_field_x2many_list_row_add a:first",
            run: "click",
        },
        {
            content: "which service",
            trigger: ".o_selected_row .o_field_widget[name=product_id] input",
            run: "edit Maintenance Cosoluce",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Maintenance Cosoluce)",
            run: "click",
        },
        {
            content: "the price and what it is a price for come from the product",
            trigger: ".o_selected_row .o_field_widget[name=price_unit] input:value(345,00)",
        },
        { trigger: ".o_selected_row .o_field_widget[name=price_period] input:value(Année)" },
        {
            content: "in use since 15 March",
            trigger: ".o_selected_row .o_field_widget[name=date_start]",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=date_start] input",
            run: "edit 15/03/2021 && press Tab",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        {
            content: "open the service",
            trigger: ".o_data_row button[name=get_formview_action]",
            run: "click",
        },
        {
            content: "a started month is due, unless somebody says otherwise",
            trigger: ".o_field_widget[name=proration] input:value(Mois commencés)",
        },
        { trigger: ".o_field_widget[name=service_family_id] input:value(Logiciels)" },
        {
            content: "the next period to bill starts with the service",
            trigger: ".o_field_widget[name=recurring_next_date]:contains(2021)",
        },
    ],
});
