"""A portion is the amount somebody asks for, of a product or of a plain salt."""

from threonate.dose.amount import positive
from threonate.dose.limit import check_product
from threonate.dose.product import Product
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

USUAL_COMPOUND = 2000.0
"""L-threonate without an amount is the usual 2,000 mg of powder."""


def portion_of(
    product: Product | Salt | str, compound: float | None, elemental: float | None
) -> Product:
    """The amount asked for, in mg, as one serving with the proportions of its label."""
    if compound is not None and elemental is not None and not isinstance(product, Product):
        salt = Salt.find(product) if isinstance(product, str) else product
        return check_product(Product(salt.name, salt, compound, elemental))
    if isinstance(product, Product):
        return check_product(_servings(product, compound, elemental))
    salt = Salt.find(product) if isinstance(product, str) else product
    if compound is None and elemental is None:
        if not salt.threonate_ions:
            raise Refusal(
                f"How much {salt.name} was not said; give the compound or the elemental"
                " magnesium in mg, such as a dose of '144 mg magnesium'."
            )
        compound = USUAL_COMPOUND
    return check_product(Product(salt.name, salt, compound, elemental))


def _servings(product: Product, compound: float | None, elemental: float | None) -> Product:
    """As many servings as hold the amount asked for."""
    if compound is not None and elemental is not None:
        raise Refusal(
            f"The label of {product.name} fixes its proportions; give the compound or the"
            " elemental amount, not both."
        )
    if compound is not None:
        return product.scaled(positive(compound, "The compound") / product.compound_amount)
    if elemental is not None:
        return product.scaled(
            positive(elemental, "The elemental magnesium") / product.elemental_amount
        )
    return product
