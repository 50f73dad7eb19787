import { registry } from "@web/core/registry";

const card = (name) => `.o_numerian_service:contains("${name}")`;
const tick = (name) => ({
    content: `tick ${name}`,
    trigger: `${card(name)} input[type=checkbox]`,
    run: "click",
});

/** A commune without an account: ticks, is refused, corrects, signs. */
registry.category("web_tour.tours").add("numerian_cyber_quote", {
    steps: () => [
        tick("EDR"),
        {
            content: "refused, in its place: no antivirus declared",
            trigger: `${card("EDR")} [role=alert]:contains("déclarez d'abord")`,
        },
        {
            content: "nothing is ticked",
            trigger: `${card("EDR")} input[type=checkbox]:not(:checked)`,
        },
        {
            content: "declare the antivirus",
            trigger: "#cyber_declarations label:contains(antivirus)",
            run: "click",
        },
        {
            content: "the declaration is kept",
            trigger: "#cyber_declarations input:last:checked",
        },
        tick("EDR"),
        {
            content: "EDR is ticked, no message is left",
            trigger: `${card("EDR")}.border-primary:not(.border-danger)`,
        },
        {
            content: "six devices become eight",
            trigger: `${card("EDR")} input[type=number]`,
            run: "edit 8 && press Tab",
        },
        {
            content: "8 x 4.00 x 12 = 384.00 a year, 460.80 with VAT",
            trigger: ".o_numerian_totals:contains(460,80)",
        },
        {
            content: "sign",
            trigger: "#sale_order_sidebar_button [data-bs-target='#modalaccept']",
            run: "click",
        },
        {
            content: "the name of the signatory",
            trigger: "#modalaccept.show .o_web_sign_name_input",
            run: "edit Le maire de Brossainc",
        },
        {
            content: "accept",
            trigger: "#modalaccept.show .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "confirmed",
            trigger: ".alert-success:contains(confirmé)",
        },
        {
            content: "nothing can be ticked any more",
            trigger: `${card("EDR")} input[type=checkbox]:disabled`,
        },
    ],
});
