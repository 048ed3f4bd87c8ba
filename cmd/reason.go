package cmd

import "wxbackup/convert/page"

// reasonText says in words why a page holds no article.
func reasonText(reason string) string {
	switch page.Reason(reason) {
	case page.Deleted:
		return "the author deleted it"
	case page.Violation:
		return "the platform took it down for a violation"
	case page.Complaint:
		return "taken down after a complaint"
	case page.Unavailable:
		return "the platform does not show it at present"
	case page.SendFailed:
		return "it was never sent out"
	case page.Rumour:
		return "the platform calls it a rumour"
	case page.AccountBlocked:
		return "the account is blocked"
	case page.AccountCancelled:
		return "the account was cancelled"
	case page.AccountMigrated:
		return "the account moved"
	case page.Verification:
		return "the platform asked for a verification; save the page again"
	case page.TooFrequent:
		return "the platform refused too many requests; save the page again"
	case page.Expired:
		return "the link had expired"
	case page.BadParameter:
		return "the address was wrong"
	case page.AppOnly:
		return "it opens in WeChat only"
	case page.Private:
		return "the author hides it"
	case page.AccountPage:
		return "a page about the account"
	}
	return "a page of the platform without an article"
}
