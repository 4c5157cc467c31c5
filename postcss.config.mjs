// Tailwind is the one PostCSS plugin; its theme is in app/globals.css.
export default { plugins: { "@tailwindcss/postcss": {} } };
