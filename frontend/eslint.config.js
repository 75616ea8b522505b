import js from '@eslint/js';
import query from '@tanstack/eslint-plugin-query';
import boundaries from 'eslint-plugin-boundaries';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// Imports go down: app -> features -> components -> api, lib, config.
// A feature reaches another one only through that feature's index.ts.
const boundaryRules = {
  default: 'disallow',
  policies: [
    allow('app', ['feature', 'components', 'api', 'lib', 'config']),
    allow('feature', ['components', 'api', 'lib', 'config']),
    allow('components', ['api', 'lib', 'config']),
    allow('api', ['lib', 'config']),
    allow('lib', ['config']),
    allow('testing', ['app', 'feature', 'components', 'api', 'lib', 'config']),
    {
      from: { element: { type: 'feature' } },
      allow: { to: { element: { type: 'feature', fileInternalPath: 'index.ts' } } },
    },
    { from: { element: { type: '*' } }, allow: { to: { module: { origin: 'external' } } } },
  ],
};

function allow(from, to) {
  return {
    from: { element: { type: from } },
    allow: { to: { element: { types: { anyOf: to } } } },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat.recommended,
      ...query.configs['flat/recommended'],
    ],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.app.json' } },
      'boundaries/include': ['src/*/**/*'],
      'boundaries/ignore': ['**/*.test.{ts,tsx}', '**/*.css'],
      'boundaries/elements': [
        { type: 'app', pattern: 'src/app' },
        { type: 'config', pattern: 'src/config' },
        { type: 'api', pattern: 'src/api' },
        { type: 'lib', pattern: 'src/lib' },
        { type: 'components', pattern: 'src/components' },
        { type: 'feature', pattern: 'src/features/*', capture: ['name'] },
        { type: 'testing', pattern: 'src/testing' },
        { type: 'styles', pattern: 'src/styles' },
      ],
    },
    rules: {
      'boundaries/dependencies': ['error', boundaryRules],
      'no-console': 'error',
      'max-lines': ['error', 400],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // React Router throws Response and redirect objects by design.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['vite.config.ts', 'scripts/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  { files: ['vite.config.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['public/*.js'],
    languageOptions: { globals: globals.browser, sourceType: 'script' },
    rules: { 'no-var': 'off' },
  },
);
