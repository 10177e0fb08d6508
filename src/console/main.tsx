import { render } from 'preact';

import { App } from './shell/app';

import './style/console.css';

const place = document.getElementById('console');
if (place !== null) {
  place.replaceChildren();
  render(<App />, place);
}
