import './tokens.css';
import './icons.css';
import './page.css';
import './header.css';
import './tools.css';
import './entries.css';
import './kinds.css';
import './grid.css';
import './notes.css';
import './bars.css';
import './preview/preview.css';
import './preview/slides.css';
import { startListing } from './start-listing.ts';

// Before the first paint: the style sheet keeps room for what the script will add.
document.documentElement.classList.add('js');

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', startListing);
else startListing();
