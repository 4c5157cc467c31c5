// Where a webhook leads and what it is told of.
"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextField } from "@/components/ui/text-field";
import { WEBHOOK_EVENTS } from "@/lib/core/webhooks/webhook-events";

interface WebhookFieldsProps {
  readonly url: string;
  readonly events: readonly string[];
  readonly problemOf: (field: string) => string | null;
  readonly noteEdit: (field: string) => void;
}

export function WebhookFields({ url: urlBefore, events: eventsBefore, problemOf, noteEdit }: WebhookFieldsProps) {
  const [url, setUrl] = useState(urlBefore);
  const [events, setEvents] = useState(eventsBefore);
  const toggle = (event: string, isTicked: boolean) => {
    setEvents((before) => (isTicked ? [...before, event] : before.filter((kept) => kept !== event)));
    noteEdit("events");
  };
  return (
    <>
      <TextField
        name="url"
        type="url"
        label="URL"
        hint="https, or http on this machine. Redirects are not followed."
        placeholder="https://hooks.example.com/keyfuse"
        autoComplete="off"
        spellCheck={false}
        value={url}
        onValueChange={(value) => {
          setUrl(value);
          noteEdit("url");
        }}
        problem={problemOf("url")}
      />
      <FieldGroup legend="Events" problem={problemOf("events")}>
        <div className="grid gap-3 sm:grid-cols-2">
          {WEBHOOK_EVENTS.map(({ event, label }) => (
            <Checkbox
              key={event}
              name="event"
              value={event}
              label={label}
              hint={event}
              isChecked={events.includes(event)}
              onCheckedChange={(isTicked) => toggle(event, isTicked)}
            />
          ))}
        </div>
      </FieldGroup>
    </>
  );
}
