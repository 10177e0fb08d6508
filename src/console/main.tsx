import { render } from 'preact';

import './style/console.css';
import { App } from './shell/app';

const place = document.getElementById('console');
if (place !== null) {
  place.replaceChildren();
  render(<App />, place);
}
