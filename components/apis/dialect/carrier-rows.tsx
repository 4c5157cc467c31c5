// Where a credential may stand in a request: headers with their schemes, and cookies.
"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { Carried, Carrier, HeaderCarrier } from "@/lib/core/dialects/dialect";

interface CarrierRowsProps {
  readonly carriers: readonly Carrier[];
  readonly onChange: (carriers: readonly Carrier[]) => void;
  readonly problemOf: (place: string) => string | null;
}

const CARRIED = [
  { value: "key", label: "a key" },
  { value: "token", label: "a token" },
  { value: "key-or-token", label: "a key or a token" },
];

const NEW_HEADER: Carrier = { in: "header", name: "X-API-Key", schemes: [{ scheme: null, carries: "key" }], unreadableAs: "wrong_format" };
const NEW_COOKIE: Carrier = { in: "cookie", name: "access_token", carries: "token" };

const CARRIERS_PLACE = "customDialect.carriers";

export function CarrierRows({ carriers, onChange, problemOf }: CarrierRowsProps) {
  const isOfRow = carriers.some((_carrier, index) => problemOf(`${CARRIERS_PLACE}[${index}]`) !== null);
  return (
    <FieldGroup
      legend="Where the credential stands"
      hint="A request carries exactly one of these. Two at once are refused."
      problem={isOfRow ? null : problemOf(CARRIERS_PLACE)}
    >
      <ul className="flex flex-col gap-4">
        {carriers.map((carrier, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and hold no state of their own.
          <li key={index} className="flex flex-col gap-3 rounded-md border border-line p-4">
            <div className="flex flex-wrap items-start gap-3">
              <TextField
                name={`${CARRIERS_PLACE}[${index}].name`}
                label={carrier.in === "header" ? "Header" : "Cookie"}
                autoComplete="off"
                spellCheck={false}
                maxLength={100}
                className="min-w-0 flex-1"
                value={carrier.name}
                onValueChange={(name) => onChange(replaced(carriers, index, { ...carrier, name }))}
                problem={problemOf(`${CARRIERS_PLACE}[${index}].name`)}
              />
              <Button
                look="quiet"
                size="icon"
                className="mt-7"
                aria-label={`Remove the ${carrier.in} ${carrier.name}`}
                onClick={() => onChange(carriers.filter((_each, at) => at !== index))}
              >
                <X aria-hidden="true" />
              </Button>
            </div>
            {carrier.in === "cookie" ? (
              <p className="text-ink-soft text-sm">Carries a token. Where a header carries a key, the cookie does not count.</p>
            ) : (
              <SchemeRows
                carrier={carrier}
                place={`${CARRIERS_PLACE}[${index}].schemes`}
                onChange={(next) => onChange(replaced(carriers, index, next))}
                problemOf={problemOf}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => onChange([...carriers, NEW_HEADER])}>
          <Plus aria-hidden="true" />
          Add a header
        </Button>
        <Button onClick={() => onChange([...carriers, NEW_COOKIE])}>
          <Plus aria-hidden="true" />
          Add a cookie
        </Button>
      </div>
    </FieldGroup>
  );
}

function replaced<Item>(list: readonly Item[], index: number, item: Item): readonly Item[] {
  return list.map((each, at) => (at === index ? item : each));
}

interface SchemeRowsProps {
  readonly carrier: HeaderCarrier;
  readonly place: string;
  readonly onChange: (carrier: HeaderCarrier) => void;
  readonly problemOf: (place: string) => string | null;
}

function SchemeRows({ carrier, place, onChange, problemOf }: SchemeRowsProps) {
  const { schemes } = carrier;
  const set = (next: HeaderCarrier["schemes"]) => onChange({ ...carrier, schemes: next });
  return (
    <div className="flex flex-col gap-3">
      {schemes.map(({ scheme, carries }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and hold no state of their own.
        <div key={index} className="flex flex-wrap items-start gap-3">
          <TextField
            name={`${place}[${index}].scheme`}
            label="Word before it"
            hint="Such as Bearer; empty: none."
            autoComplete="off"
            spellCheck={false}
            className="w-44"
            value={scheme ?? ""}
            onValueChange={(word) => set(replaced(schemes, index, { scheme: word === "" ? null : word, carries }))}
            problem={problemOf(`${place}[${index}].scheme`)}
          />
          <SelectField
            name={`${place}[${index}].carries`}
            label="Carries"
            className="w-44"
            value={carries}
            options={CARRIED}
            onValueChange={(chosen) => set(replaced(schemes, index, { scheme, carries: chosen as Carried }))}
          />
          {schemes.length > 1 && (
            <Button
              look="quiet"
              size="icon"
              className="mt-7"
              aria-label={`Remove the word ${scheme ?? "that is empty"} of ${carrier.name}`}
              onClick={() => set(schemes.filter((_each, at) => at !== index))}
            >
              <X aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
      <div>
        <Button onClick={() => set([...schemes, { scheme: "Bearer", carries: "key" }])} aria-label={`Add a word for ${carrier.name}`}>
          Add a word
        </Button>
      </div>
    </div>
  );
}
