import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { redirect } from "@web/core/utils/urls";
import { SignatureForm } from "@portal/signature_form/signature_form";

/**
 * Signs the quote as it was shown: its revision goes along, and the server refuses any
 * other one. After a refusal the button works again.
 */
export class CyberSignatureForm extends SignatureForm {
    async onClickSubmit() {
        if (this.isSending) {
            return;
        }
        this.isSending = true;
        try {
            await this.sign();
        } finally {
            this.isSending = false;
        }
    }

    async sign() {
        const shown = document.querySelector(".o_numerian_choices [name=revision]");
        const answer = await rpc(`${this.props.callUrl}&cyber_revision=${shown.value}`, {
            name: this.signature.name,
            signature: await this.getImage(),
        });
        this.state.error = answer.error || false;
        if (answer.redirect_url) {
            redirect(answer.redirect_url);
            await new Promise(() => {}); // the page goes away
        }
    }

    /** The drawing, awaited for two seconds: a name that was just typed is drawn later. */
    async getImage() {
        for (let attempt = 0; attempt < 20; attempt++) {
            const image = this.signature.getSignatureImage().split(",")[1];
            if (image) {
                return image;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return "";
    }
}

registry.category("public_components").add("numerian_cyber.signature_form", CyberSignatureForm);
