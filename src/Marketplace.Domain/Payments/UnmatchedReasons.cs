namespace Marketplace.Domain.Payments;

/// <summary>Why a transfer waits for a person; also the keys of what officers read.</summary>
public static class UnmatchedReasons
{
    public const string NoCode = "NoCode";
    public const string UnknownCode = "UnknownCode";
    public const string OtherMethod = "OtherMethod";
    public const string PaidTwice = "PaidTwice";
    public const string Cancelled = "Cancelled";
    public const string TooLate = "TooLate";
    public const string OtherAccount = "OtherAccount";
    public const string PossibleDuplicate = "PossibleDuplicate";

    /// <summary>An officer recorded it, and nobody matches what they recorded themselves.</summary>
    public const string ByHand = "by-hand";

    /// <summary>The bank told of it under a reference that an officer had recorded with another amount.</summary>
    public const string OtherThanByHand = "OtherThanByHand";
}
