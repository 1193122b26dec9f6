using Marketplace.Domain.Common;

namespace Marketplace.Domain.Accounts;

/// <summary>
/// Money leaves at the word of two: who began does not confirm, however few officers there are. An office of one gets another, it does not get an exception.
/// </summary>
public static class FourEyes
{
    public static readonly Refusal Missing = new("finance.four-eyes");

    /// <summary>Whether the officer who would confirm is none of those who began.</summary>
    public static bool AreThere(UserId confirms, params ReadOnlySpan<UserId?> began)
    {
        foreach (var one in began)
        {
            if (one == confirms)
            {
                return false;
            }
        }

        return true;
    }
}
