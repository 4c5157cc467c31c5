// The menu in which a member chooses the colours.
"use client";
import { SunMoon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MenuButton } from "./menu-button";

const LABEL = "Colours";
const ICON = <SunMoon aria-hidden="true" />;
const loadChoices = () => import("./theme-choices");
const ThemeChoices = lazy(async () => ({ default: (await loadChoices()).ThemeChoices }));

export function ThemeMenu() {
  const [wasOpened, setOpened] = useState(false);
  const button = (
    <MenuButton label={LABEL} onNear={loadChoices} onOpen={() => setOpened(true)}>
      {ICON}
    </MenuButton>
  );
  return <Suspense fallback={button}>{wasOpened ? <ThemeChoices label={LABEL} trigger={ICON} /> : button}</Suspense>;
}
