import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Mutex } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * One value for each row of a list, set by a key or a click: presences, votes.
 *
 * The row shows the value at once; calls to the server follow one another, and the
 * form is read again once they are all done. No view button takes part: those disable
 * the whole form while they run, and rapid clicks may leave some disabled.
 */
export class RollField extends Component {
    static template = "numerian_board.RollField";
    static props = {
        ...standardFieldProps,
        method: { type: String },
        valueField: { type: String },
        noteField: { type: String, optional: true },
        keys: { type: Array },
    };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.mutex = new Mutex();
        this.waiting = 0;
        this.state = useState({ values: {} });
        onMounted(() => this.props.readonly || this.focusRow(0)); // keys at once
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    get rows() {
        return this.list.records.filter((row) => row.resId);
    }

    get choices() {
        const labels = Object.fromEntries(
            this.list.fields[this.props.valueField].selection
        );
        return this.props.keys.map(([key, value]) => ({
            key,
            value,
            label: labels[value],
        }));
    }

    getValue(row) {
        return this.state.values[row.resId] ?? row.data[this.props.valueField];
    }

    onKeydown(ev, index) {
        if (ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        const moves = { ArrowDown: 1, ArrowUp: -1 };
        const choice = this.choices.find(({ key }) => key === ev.key.toLowerCase());
        if (choice && !this.props.readonly) {
            this.record(this.rows[index], choice.value);
        }
        if (choice || ev.key in moves) {
            ev.preventDefault();
            ev.stopPropagation();
            this.focusRow(index + (moves[ev.key] ?? 1));
        }
    }

    focusRow(index) {
        this.root.el.querySelectorAll(".o_numerian_roll_row")[index]?.focus();
    }

    async record(row, value) {
        const { record, method } = this.props;
        const resModel = this.list.resModel;
        this.state.values[row.resId] = value;
        this.waiting++;
        try {
            await this.mutex.exec(async () => {
                if (await record.isDirty()) {
                    await record.save({ reload: false });
                }
                await this.orm.call(resModel, method, [[row.resId], value]);
            });
        } finally {
            this.waiting--;
            if (!this.waiting) {
                await record.load();
                if (!this.waiting) {
                    this.state.values = {};
                }
            }
        }
    }
}

export const rollField = {
    component: RollField,
    supportedTypes: ["one2many"],
    useSubView: true,
    extractProps: ({ options }, { readonly }) => ({
        readonly,
        method: options.method,
        valueField: options.value,
        noteField: options.note,
        keys: options.keys,
    }),
};

registry.category("fields").add("numerian_roll", rollField);
