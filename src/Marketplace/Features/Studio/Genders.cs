using Marketplace.Domain.People;

namespace Marketplace.Features.Studio;

/// <summary>What a form says of somebody's gender: whoever leaves it out states none, and what is no answer at all is refused like one that is not offered.</summary>
internal static class Genders
{
    private const Gender Unreadable = (Gender)(-1);

    public static Gender Read(string? chosen) =>
        string.IsNullOrEmpty(chosen) ? Gender.NotStated : Enum.GetValues<Gender>().Cast<Gender?>().FirstOrDefault(gender => gender.ToString() == chosen) ?? Unreadable;

    public static bool IsStated(string? chosen) => Read(chosen) != Gender.NotStated;
}
