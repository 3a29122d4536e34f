import { type Markup, raw } from './html.js';

// MathML is written by hand: browsers show it without a library, and there are only a handful of formulas.

const i = (name: string) => `<mi>${name}</mi>`;
const n = (digits: string) => `<mn>${digits}</mn>`;
const o = (sign: string) => `<mo>${sign}</mo>`;
const row = (...parts: readonly string[]) => `<mrow>${parts.join('')}</mrow>`;
/** A little lower than the font says: where there is no mathematical font, an index would stand on the line. */
const sub = (base: string, index: string) =>
  `<msub>${base}<mpadded voffset="-0.2em">${index}</mpadded></msub>`;
const bracket = (sign: string) => `<mo stretchy="false">${sign}</mo>`;
const inParentheses = (...parts: readonly string[]) => row(bracket('('), ...parts, bracket(')'));
const upright = (letters: string) => `<mi mathvariant="normal">${letters}</mi>`;
const sine = (...angle: readonly string[]) => row(i('sin'), o('&#x2061;'), THIN_SPACE, ...angle);

const X = i('x');
const Z = i('z');
const THIN_SPACE = '<mspace width="0.17em"/>';
const LOG = row(i('log'), o('&#x2061;'), THIN_SPACE);
const GIVEN = '<mo stretchy="false" lspace="0.2em" rspace="0.2em">|</mo>';
const DIVERGENCE = row(
  upright('KL'),
  inParentheses(
    i('q'),
    inParentheses(Z, GIVEN, X),
    '<mo stretchy="false" lspace="0.2em" rspace="0.2em">‖</mo>',
    i('p'),
    inParentheses(Z),
  ),
);
const EXPECTED_LOG = row(
  sub(upright('E'), i('q')),
  bracket('['),
  LOG,
  i('p'),
  inParentheses(X, GIVEN, Z),
  bracket(']'),
);

function display(inWords: string, ...lines: readonly (readonly string[])[]): Markup {
  const maths = lines.map(
    (parts) => `<math display="block" aria-label="${inWords}"><mrow>${parts.join('')}</mrow></math>`,
  );
  return raw(`<div class="formula">${maths.join('')}</div>`);
}

/** `L = − Σ log p(x_t | x_<t, z)` with `z = f(x)`. */
export const AUTOENCODER_LOSS = display(
  'autoencoder loss: minus the sum over the steps of the log probability of each label, given the ones before and z; z is f of x',
  [
    sub(i('L'), upright('AE')),
    o('='),
    o('−'),
    `<munderover><mo movablelimits="false">∑</mo>${row(i('t'), o('='), n('1'))}${i('T')}</munderover>`,
    LOG,
    i('p'),
    inParentheses(sub(X, i('t')), GIVEN, sub(X, row(o('&lt;'), i('t'))), o(','), Z),
    o(','),
    '<mspace width="1em"/>',
    Z,
    o('='),
    i('f'),
    inParentheses(X),
  ],
);

/** The evidence lower bound. */
export const ELBO = display(
  'log p of x is at least the expected log p of x given z, for z drawn from q of z given x, minus the KL divergence of q of z given x from the prior p of z',
  [LOG, i('p'), inParentheses(X), o('≥'), EXPECTED_LOG, o('−'), DIVERGENCE],
);

/** The divergence between a diagonal Gaussian and N(0, I). */
export const DIVERGENCE_OF_GAUSSIANS = display(
  'KL is one half of the sum over the dimensions of mu squared plus sigma squared minus two log sigma minus one',
  [
    upright('KL'),
    o('='),
    `<mfrac>${n('1')}${n('2')}</mfrac>`,
    `<munder><mo movablelimits="false">∑</mo>${i('d')}</munder>`,
    inParentheses(
      `<msubsup>${i('μ')}${i('d')}${n('2')}</msubsup>`,
      o('+'),
      `<msubsup>${i('σ')}${i('d')}${n('2')}</msubsup>`,
      o('−'),
      n('2'),
      row(THIN_SPACE, i('ln'), o('&#x2061;'), THIN_SPACE, sub(i('σ'), i('d'))),
      o('−'),
      n('1'),
    ),
  ],
);

/** `z = μ + σ ⊙ ε`. */
export const REPARAMETERISATION = display(
  'z is mu plus sigma times epsilon, with epsilon drawn from a normal distribution',
  [
    Z,
    o('='),
    i('μ'),
    o('+'),
    i('σ'),
    o('⊙'),
    i('ε'),
    o(','),
    '<mspace width="1em"/>',
    i('ε'),
    o('∼'),
    i('N'),
    inParentheses(n('0'), o(','), i('I')),
  ],
);

/** The loss with its two dials: the weight β and the free bits τ. */
export const TRAINED_LOSS = display(
  'the loss: minus the expected log p of x given z, plus beta times what KL has above tau, if anything',
  [
    i('L'),
    o('='),
    o('−'),
    EXPECTED_LOG,
    o('+'),
    i('β'),
    o('·'),
    row(i('max'), o('&#x2061;'), inParentheses(upright('KL'), o('−'), i('τ'), o(','), n('0'))),
  ],
);

/** The straight way from A to B. */
export const STRAIGHT_WAY = display('z of alpha is z A plus alpha times the way from z A to z B', [
  sub(Z, i('α')),
  o('='),
  sub(Z, i('A')),
  o('+'),
  i('α'),
  inParentheses(sub(Z, i('B')), o('−'), sub(Z, i('A'))),
]);

const share = (...angle: readonly string[]) => `<mfrac>${sine(...angle)}${sine(i('ω'))}</mfrac>`;

/** The way along the arc, ω being the angle between both ends. */
export const ARC = display(
  'z of alpha is sine of one minus alpha times omega over sine omega, times z A, plus sine of alpha omega over sine omega, times z B',
  [
    sub(Z, i('α')),
    o('='),
    share(inParentheses(n('1'), o('−'), i('α')), i('ω')),
    sub(Z, i('A')),
    o('+'),
    share(i('α'), i('ω')),
    sub(Z, i('B')),
  ],
);
