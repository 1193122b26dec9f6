namespace Marketplace.Domain.Common;

/// <summary>A currency we trade in: its ISO 4217 code and the number of decimals of its minor unit.</summary>
public readonly record struct Currency(string Code, int Exponent)
{
    /// <summary>Việt Nam đồng; ISO 4217 lists no minor unit, so one unit is one đồng.</summary>
    public static readonly Currency Vnd = new("VND", 0);

    /// <summary>United States dollar, in cents.</summary>
    public static readonly Currency Usd = new("USD", 2);

    /// <summary>Euro, in cents.</summary>
    public static readonly Currency Eur = new("EUR", 2);

    /// <summary>Every currency a buyer may pay in: an allow-list, because other currencies have rules of their own.</summary>
    public static IReadOnlyList<Currency> All { get; } = [Vnd, Usd, Eur];

    /// <exception cref="ArgumentOutOfRangeException">The code is not one of <see cref="All"/>.</exception>
    public static Currency Of(string code) => Find(code)
        ?? throw new ArgumentOutOfRangeException(nameof(code), code, "Unsupported currency.");

    /// <summary>The currency of that code in any case of letters, or nothing.</summary>
    public static Currency? Find(string? code)
    {
        foreach (var currency in All)
        {
            if (string.Equals(currency.Code, code, StringComparison.OrdinalIgnoreCase))
            {
                return currency;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
