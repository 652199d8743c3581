import './app/dev-hook.ts';
import './app/shell.css';
import { bootShell } from './app/boot/boot-shell.tsx';

void bootShell();
