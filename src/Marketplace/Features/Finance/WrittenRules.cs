using FluentValidation;

namespace Marketplace.Features.Finance;

/// <summary>What an officer must write beside a decision.</summary>
internal static class WrittenRules
{
    extension<T>(IRuleBuilder<T, string> rule)
    {
        public void IsReason() => rule.Must(text => IsWritten(text, 500)).WithErrorCode("finance.reason-needed").OverridePropertyName("Form.Reason");

        public void IsBankReference() => rule.Must(text => IsWritten(text, 100)).WithErrorCode("finance.reference-needed").OverridePropertyName("Form.Reference");
    }

    private static bool IsWritten(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;
}
