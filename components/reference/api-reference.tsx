// An OpenAPI document as Swagger UI shows it: every operation to read and to try out against this instance.
"use client";
import { useTheme } from "next-themes";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import "swagger-ui-dist/swagger-ui.css";
import "./reference.css";

/** Swagger UI is far heavier than everything else here, so only this page loads it. */
const loadSwagger = () => import("./show-reference");

export function ApiReference({ documentPath }: { readonly documentPath: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { resolvedTheme } = useTheme();
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");

  // Swagger UI has colours of its own, which it chooses by this class.
  useEffect(() => {
    const { classList } = document.documentElement;
    classList.toggle("dark-mode", resolvedTheme === "dark");
    return () => classList.remove("dark-mode");
  }, [resolvedTheme]);

  useEffect(() => {
    const stage = document.createElement("div");
    place.current?.append(stage);
    const shown = loadSwagger().then(({ showReference }) => showReference(documentPath, stage));
    shown.then(
      () => setState("shown"),
      () => setState("failed"),
    );
    return () => {
      stage.remove();
      void shown.then((stop) => stop()).catch(() => {});
    };
  }, [documentPath]);

  return (
    <div>
      {state === "loading" && <p role="status">Loading the reference …</p>}
      {state === "failed" && <Alert tone="bad">The reference could not be loaded. Reload the page to try again.</Alert>}
      <div ref={place} id="api-reference" />
    </div>
  );
}
