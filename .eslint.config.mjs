import tseslint from 'typescript-eslint';

const coreBans = [
  { selector: "Identifier[name='Date']", message: 'The core has no clock: take the time as a parameter.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'The core has no chance: use core/random with a seed.' },
  { selector: "CallExpression[callee.property.name=/^toLocale/]", message: 'The core has no locale.' },
];

export default tseslint.config(
  { ignores: ['build/**', 'dist/**', 'node_modules/**', 'depthbeat-out/**', '.tools/**', '.bench/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', 5],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['plugin/core/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...coreBans] } },
  { files: ['plugin/core/recipes/*.ts', 'test/**/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  // Kernels take numbers alone: WebAssembly's calls know no objects.
  { files: ['plugin/kernels/*.ts'], rules: { 'max-params': 'off' } },
  // Fakes have the signatures of what they stand for.
  { files: ['test/host/fakeAfterEffects/*.ts'], rules: { 'max-params': 'off' } },
  {
    files: ['host-scripts/**/*.ts'],
    rules: { 'no-var': 'off', 'prefer-const': 'off', '@typescript-eslint/no-unused-vars': 'error', 'no-nested-ternary': 'error', 'comma-dangle': ['error', 'never'] },
  },
);
