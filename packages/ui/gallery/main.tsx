import { createRoot } from 'react-dom/client';
import { Gallery } from './gallery.tsx';

// The page's policy is strict (see index.html): what it stops is shown, so that a screenshot tells.
document.addEventListener('securitypolicyviolation', (event) => {
  const line = document.createElement('pre');
  line.className = 'violation';
  line.textContent = `${event.violatedDirective}: ${event.sourceFile}:${event.lineNumber}:${event.columnNumber} ${event.sample}`;
  document.body.prepend(line);
});

const sheet = new CSSStyleSheet();
sheet.replaceSync('body{margin:0}.violation{margin:0;background:#fdd;color:#900}');
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Gallery query={new URLSearchParams(location.search)} />);
