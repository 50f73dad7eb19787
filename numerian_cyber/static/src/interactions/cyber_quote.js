import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { Interaction } from "@web/public/interaction";

/**
 * The choices of a quote. Each one is sent alone, in its order; the server answers with
 * the services and totals as they are now, accepted or not: no amount is worked out here.
 */
export class CyberQuote extends Interaction {
    static selector = "form.o_numerian_cyber_quote";
    dynamicContent = {
        _root: { "t-on-submit.prevent": () => {}, "t-on-change": this.onChange },
    };

    setup() {
        this.queue = Promise.resolve();
    }

    onChange({ target }) {
        const choices = this.getChoices(target);
        if (choices) {
            const sent = { id: target.id, value: target.value };
            this.queue = this.queue.then(() => this.waitFor(this.send(choices, sent)));
        }
    }

    /** What one field asks for; nothing when it is not ours. */
    getChoices(input) {
        if (input.name === "prerequisite") {
            const ticked = this.el.querySelectorAll("[name=prerequisite]:checked:enabled");
            return { prerequisites: [...ticked].map((el) => el.value) };
        }
        const service = input.dataset.service;
        if (!service) {
            return null;
        }
        const quantity = this.getQuantity(service);
        const asked =
            input.type === "checkbox" ? { selected: input.checked, quantity } : { quantity };
        return { services: { [service]: asked } };
    }

    /** The text as typed: what is no number must be refused, not read as nothing. */
    getQuantity(service) {
        const input = this.el.querySelector(`#cyber_quantity_${service}`);
        return input.validity.badInput ? "?" : input.value;
    }

    async send(choices, sent) {
        const { url, token } = this.el.dataset;
        const revision = this.el.querySelector("[name=revision]").value;
        const params = { access_token: token, choices: { ...choices, revision } };
        try {
            this.show(await rpc(url, params, { silent: true }), sent);
        } catch {
            this.fail(_t("The connection failed and nothing has changed: reload the page."));
        }
    }

    show(answer, sent) {
        if (!answer.html) {
            this.fail(Object.values(answer.errors).flat().join(" "));
            return;
        }
        this.fail("");
        const restoreFocus = this.holdFocus(sent);
        const isOpen = this.el.querySelector("details")?.open;
        // rendered, hence escaped, by the server
        this.el.querySelector(".o_numerian_choices").innerHTML = answer.html;
        this.el.querySelector("details")?.toggleAttribute("open", Boolean(isOpen));
        restoreFocus();
        for (const el of document.querySelectorAll("[data-id=total_amount]")) {
            el.textContent = answer.total;
        }
        if (answer.applied) {
            document.querySelector(".o_numerian_status").textContent = answer.status;
        }
    }

    /** Whoever moved on to another field meanwhile stays there, with what they typed. */
    holdFocus(sent) {
        const { id, type, value, defaultValue } = document.activeElement;
        const known = id === sent.id ? sent.value : defaultValue;
        return () => {
            const input = id && this.el.querySelector(`#${CSS.escape(id)}`);
            if (!input) {
                return;
            }
            if (type === "number" && value !== known) {
                input.value = value;
            }
            input.focus({ preventScroll: true });
        };
    }

    fail(text) {
        const failure = document.querySelector(".o_numerian_failure");
        failure.textContent = text;
        failure.classList.toggle("d-none", !text);
    }
}

registry.category("public.interactions").add("numerian_cyber.cyber_quote", CyberQuote);
