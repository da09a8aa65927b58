import { render } from 'preact';
import './styles/theme.css';
import './styles/page.css';
import './styles/life.css';
import './styles/motion.css';
import './styles/chat.css';
import './styles/console.css';
import './styles/wire.css';
import { rememberFocus } from './lostFocus';
import { Page } from './Page';
import { listen } from './store';

listen();
rememberFocus();
const root = document.getElementById('page');
if (root) render(<Page />, root);
