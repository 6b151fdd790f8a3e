import { usePage } from '../page/page-context.ts'
import { judgePassword } from '../password-rules.ts'

/** What a new password must be; each rule shows by its shape whether it is met. */
export function PasswordRulesList({ password, name }: { password: string; name: string }) {
  const { w } = usePage()
  return (
    <ul className="rules">
      {judgePassword(password, name).map(({ rule, isMet }) => (
        <li key={rule} className={isMet ? 'is-met' : ''}>
          <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
            {isMet ? (
              <path d="m2 7.5 3.4 3.4L12 3.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
            ) : (
              <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
            )}
          </svg>
          {w(`password.rule.${rule}`)}
          <span className="visually-hidden">{w(isMet ? 'password.met' : 'password.unmet')}</span>
        </li>
      ))}
    </ul>
  )
}
