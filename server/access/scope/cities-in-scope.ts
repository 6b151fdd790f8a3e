import type { Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { cityModel } from '../../hub/city-model.ts'
import type { CityModel } from '../../hub/hub-port.ts'
import { catalogueInScope, type Scope, scopeKey, scopeOf } from '../policy/scope.ts'
import { remitOf, type Subject } from '../policy/subject.ts'

/** The city as one scope sees it: what its readers are told there is, and where the names they use are looked up. */
export interface CityInScope {
  readonly catalogue: Catalogue
  readonly model: CityModel
}

/** Scopes kept at hand. A city has some fifty areas and a dozen roles; more than this many are made anew when asked. */
const SCOPES_KEPT = 200

/**
 * The city as each subject sees it. Everything a subject names is looked up in its own city, so what is beyond its remit is
 * as unknown as what does not exist. Made once for all subjects of equal scope.
 */
export class CitiesInScope {
  readonly #catalogue: Catalogue
  readonly #known = new Map<string, CityInScope>()

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  /**
   * Throws Refusal: `access/sign-in-needed` for a subject without a remit, `access/refused` for one whose area is no longer
   * in the city.
   */
  of(subject: Subject): CityInScope {
    const remit = remitOf(subject)
    if (!remit) throw new Refusal('access/sign-in-needed')
    const scope = scopeOf(remit)
    const key = scopeKey(scope)
    const city = this.#known.get(key) ?? this.#make(scope)
    // The one used last is the last to go.
    this.#known.delete(key)
    this.#known.set(key, city)
    const [oldest] = this.#known.keys()
    if (this.#known.size > SCOPES_KEPT && oldest !== undefined) this.#known.delete(oldest)
    return city
  }

  #make(scope: Scope): CityInScope {
    if (!this.#catalogue.areas.some(({ code }) => code === scope.area))
      throw new Refusal('access/refused', `The area ${scope.area} of this remit is not in the city any more.`)
    const catalogue = catalogueInScope(this.#catalogue, scope)
    return { catalogue, model: cityModel(catalogue) }
  }
}
